import type { ColumnType, Stored } from '#common/fields';
import type { Companion } from '../search/index.ts';

/** A table as it should be, in words of no dialect. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly ColumnPlan[];
  /** Which of the columns are kept beside others, for sorting and searching. */
  readonly companions: readonly Companion[];
  readonly indexes: readonly IndexPlan[];
  readonly foreignKeys: readonly ForeignKeyPlan[];
  /** Rows, once entered, are neither changed nor deleted. */
  readonly standing: boolean;
}

export interface ColumnPlan {
  readonly name: string;
  readonly type: ColumnType;
  readonly primary: boolean;
  readonly notNull: boolean;
  /** As it is stored; given to rows that were there before the column. */
  readonly default?: Exclude<Stored, null>;
}

export interface IndexPlan {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export interface ForeignKeyPlan {
  readonly name: string;
  readonly column: string;
  /** Always its `id`. */
  readonly table: string;
  readonly cascade: boolean;
}
