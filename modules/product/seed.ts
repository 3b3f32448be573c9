import type { Seed } from '#core/module';
import type { Program } from '#core/records/work.ts';
import { Unit } from './unit.ts';
import { Warehouse } from './warehouse.ts';

const PROGRAM: Program = { name: 'product-seed', may: { unit: ['read', 'create'], warehouse: ['read', 'create'] } };

/** A new company starts with one warehouse and the unit that most things are counted in. */
export const productSeed: Seed = {
  name: 'product',
  program: PROGRAM,
  async run(work) {
    await work.create(Unit, { code: 'EA', name: '件' });
    await work.create(Warehouse, { code: 'MAIN', name: '主仓库' });
  },
};
