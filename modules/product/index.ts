import type { Module } from '#core/module';
import { Product } from './product.ts';
import { ProductCategory } from './product-category.ts';
import { productSeed } from './seed.ts';
import { Unit } from './unit.ts';
import { Warehouse } from './warehouse.ts';

export { Product, ProductCategory, Unit, Warehouse };

export const product: Module = { name: 'product', objects: [Unit, ProductCategory, Product, Warehouse], seeds: [productSeed] };
