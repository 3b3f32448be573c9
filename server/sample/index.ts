export { northwindPeople, playNorthwind, type Played } from './northwind.ts';
