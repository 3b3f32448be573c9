import type { Stored } from '#common/fields';
import type { Dialect, StoredRow } from '../store.ts';

/** The one connection of a store that writes. Only the unit of work speaks to it. */
export interface WriteConnection {
  readonly dialect: Dialect;
  rows(text: string, params: readonly Stored[]): Promise<StoredRow[]>;
  run(text: string, params: readonly Stored[]): Promise<number>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Never throws: after it the connection is outside any transaction, or has been given up. */
  rollback(): Promise<void>;
}
