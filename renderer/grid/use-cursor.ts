import { computed, ref, type Ref } from 'vue';
import { moved, type GridKey, type Place } from './keymap.ts';

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cell one is at, and the cells up to where one began. Row -1 is the header. */
export function useCursor(rows: Ref<number>, columns: Ref<number>, page: Ref<number>) {
  const at = ref<Place>({ row: 0, column: 0 });
  const from = ref<Place>();

  const range = computed<Range>(() => {
    const begun = from.value ?? at.value;
    return {
      top: Math.min(begun.row, at.value.row), bottom: Math.max(begun.row, at.value.row),
      left: Math.min(begun.column, at.value.column), right: Math.max(begun.column, at.value.column),
    };
  });

  function place(next: Place, extends_ = false): void {
    if (!extends_) from.value = undefined;
    else from.value ??= at.value;
    at.value = { row: Math.min(next.row, Math.max(0, rows.value - 1)), column: Math.max(0, Math.min(next.column, columns.value - 1)) };
  }

  function move(key: Extract<GridKey, { does: 'move' }>): void {
    place(moved(at.value, key, rows.value, columns.value, page.value), key.extends);
  }

  /** Back to one cell. @returns whether there were more */
  function shrink(): boolean {
    const wide = from.value !== undefined;
    from.value = undefined;
    return wide;
  }

  return { at, range, place, move, shrink };
}
