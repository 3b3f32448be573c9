export { playNorthwind, type Played } from './northwind.ts';
