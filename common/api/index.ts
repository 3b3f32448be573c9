export * from './contract.ts';
export { createClient } from './client.ts';
export type { Client, ClientOptions, ListOptions, CallOptions, EventOptions } from './client.ts';
export { ApiError } from './api-error.ts';
