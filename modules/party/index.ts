import type { Module } from '#core/module';
import { Contact } from './contact.ts';
import { Customer } from './customer.ts';
import { Supplier } from './supplier.ts';

export { address } from './address.ts';
export { email, phone } from './personal.ts';
export { Contact, Customer, Supplier };

export const party: Module = { name: 'party', objects: [Customer, Supplier, Contact] };
