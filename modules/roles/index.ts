import type { Module } from '#core/module';
import { accountant, cashier, generalManager } from './finance-roles.ts';
import { buyer, storekeeper } from './purchasing-roles.ts';
import { salesClerk, salesManager } from './sales-roles.ts';

/** The business roles the suite ships. The three administrators are the platform's. */
export const roles: Module = {
  name: 'roles',
  roles: [salesClerk, salesManager, buyer, storekeeper, accountant, cashier, generalManager],
};
