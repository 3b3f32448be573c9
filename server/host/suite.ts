import type { Module } from '#core/module';
import { finance } from '#modules/finance';
import { inventory } from '#modules/inventory';
import { party } from '#modules/party';
import { product } from '#modules/product';
import { purchasing } from '#modules/purchasing';
import { sales } from '#modules/sales';

/** The business parts a host runs, besides the platform's own. */
export const SUITE: readonly Module[] = [party, product, inventory, finance, sales, purchasing];
