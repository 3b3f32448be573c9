import type { Module } from '#core/module';
import { crm } from './crm/index.ts';
import { finance } from './finance/index.ts';
import { inventory } from './inventory/index.ts';
import { party } from './party/index.ts';
import { product } from './product/index.ts';
import { purchasing } from './purchasing/index.ts';
import { roles } from './roles/index.ts';
import { sales } from './sales/index.ts';

/** The whole business, in the order in which a new company's opening records are made. */
export const suite: readonly Module[] = [party, product, inventory, purchasing, sales, crm, finance, roles];
