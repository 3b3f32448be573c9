import { placeholder, sql, type Fragment } from './fragment.ts';

export type SqlDialect = 'sqlite' | 'postgres';

/** The few words in which the two databases differ. */
export interface Words {
  readonly yes: Fragment;
  readonly no: Fragment;
  /** A yes/no column as a condition that an index on it serves, and the opposite with null counted as no. */
  isYes(cell: Fragment): Fragment;
  isNotYes(cell: Fragment): Fragment;
  whole(value: bigint): Fragment;
  text(value: Fragment): Fragment;
  /** A number ready for arithmetic: PostgreSQL's bigint raises an error on overflow, which its numeric does not. */
  operand(value: Fragment): Fragment;
  /** A text whose order is by code point. */
  byCodePoint(value: Fragment): Fragment;
  same(left: Fragment, right: Fragment): Fragment;
  different(left: Fragment, right: Fragment): Fragment;
  lower(value: Fragment): Fragment;
  position(part: Fragment, subject: Fragment): Fragment;
  inJsonList(item: Fragment, list: Fragment): Fragment;
}

const SQLITE: Words = {
  yes: sql`1`,
  no: sql`0`,
  isYes: (cell) => sql`${cell} = 1`,
  isNotYes: (cell) => sql`${cell} IS NOT 1`,
  whole: (value) => placeholder({ value }),
  text: (value) => value,
  operand: (value) => value,
  byCodePoint: (value) => value,
  same: (left, right) => sql`${left} IS ${right}`,
  different: (left, right) => sql`${left} IS NOT ${right}`,
  lower: (value) => sql`lower(${value})`,
  position: (part, subject) => sql`instr(${subject}, ${part})`,
  inJsonList: (item, list) => sql`${item} IN (SELECT value FROM json_each(${list}))`,
};

/** Casts give parameters a type: PostgreSQL cannot guess one from `strpos($1, $2)`. */
const POSTGRES: Words = {
  yes: sql`TRUE`,
  no: sql`FALSE`,
  isYes: (cell) => cell,
  isNotYes: (cell) => sql`${cell} IS NOT TRUE`,
  whole: (value) => sql`CAST(${placeholder({ value })} AS bigint)`,
  text: (value) => sql`CAST(${value} AS text)`,
  operand: (value) => sql`CAST(${value} AS numeric)`,
  byCodePoint: (value) => sql`${value} COLLATE "C"`,
  same: (left, right) => sql`${left} IS NOT DISTINCT FROM ${right}`,
  different: (left, right) => sql`${left} IS DISTINCT FROM ${right}`,
  lower: (value) => sql`lower(${value} COLLATE "C")`,
  position: (part, subject) => sql`strpos(${subject}, ${part})`,
  inJsonList: (item, list) => sql`${item} = ANY(ARRAY(SELECT json_array_elements_text(CAST(${list} AS json))))`,
};

export const WORDS: Record<SqlDialect, Words> = { sqlite: SQLITE, postgres: POSTGRES };
