export * from './northwind/index.ts';
