export { withStores, sqlitePlace, postgresPlace, type OpenedStore, type OpenFresh } from './with-stores.ts';
