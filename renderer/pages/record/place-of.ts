import type { WrongPlace } from './model/use-saving.ts';

/** Which field or cell of a record an element stands in. */
export function placeOf(element: Element | null, within: HTMLElement | undefined): WrongPlace | undefined {
  if (element === null || within?.contains(element) !== true) return undefined;
  const cell = element.closest<HTMLElement>('[data-cell]');
  const row = element.closest<HTMLElement>('[data-row]');
  const child = element.closest<HTMLElement>('[data-child]');
  if (cell && row && child) return { child: child.dataset['child'] ?? '', row: Number(row.dataset['row']), field: cell.dataset['cell'] ?? '' };
  const field = element.closest<HTMLElement>('[data-field]')?.dataset['field'];
  return field === undefined ? undefined : { field };
}
