import type { ShallowRef } from 'vue';

export interface Row {
  readonly id: string;
  readonly _masked?: readonly string[] | undefined;
  readonly [path: string]: unknown;
}

export interface GroupLine {
  readonly kind: 'group';
  readonly key: string;
  /** 0 for the outermost. */
  readonly depth: number;
  readonly label: string;
  readonly count: number;
  readonly open: boolean;
  /** Sums as they are shown, by column path. */
  readonly totals: Readonly<Record<string, string>>;
}

/** One line of a grid: a record, the head of a group, or a record that has not arrived yet. */
export type Line = { readonly kind: 'row'; readonly row: Row } | { readonly kind: 'wait' } | GroupLine;

/** What a grid shows. */
export interface GridModel {
  /** Raised when lines have changed. */
  readonly tick: Readonly<ShallowRef<number>>;
  readonly total: number;
  line(index: number): Line | undefined;
  /** Lines in sight, first and last. */
  show(first: number, last: number): void;
  /** Opens or closes the group at a line. */
  toggle(index: number): void;
}

export interface GridColumn {
  readonly path: string;
  readonly label: string;
  /** Pixels. */
  readonly width: number;
  readonly numeric: boolean;
  /** Takes a share of the room that is left. */
  readonly grows: boolean;
  readonly sortable: boolean;
  /** The place that names the record: a click opens it. */
  readonly opens: boolean;
}

/** What a cell shows. */
export interface Cell {
  readonly text: string;
  /** `soft` is there, but does not ask to be read: a figure that is nothing. */
  readonly kind: 'text' | 'state' | 'masked' | 'link' | 'hidden' | 'soft';
  readonly tone?: string;
  readonly negative?: boolean;
}

/** `name` or `-name`, the first the strongest. */
export type Sort = readonly string[];
