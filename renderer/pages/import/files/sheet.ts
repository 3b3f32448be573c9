/** A cell as a file holds it: numbers and days already written out, texts as they are, leading zeros and all. */
export type RawCell = string | boolean;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly RawCell[])[];
}

/** What was given: a file or a paste. */
export interface Source {
  readonly name: string;
  readonly sheets: readonly Sheet[];
}
