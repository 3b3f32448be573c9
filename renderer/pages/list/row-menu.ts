import type { ApiObject } from '#common/api';
import { conditionCel, kindOfField, type FieldAt } from '#renderer/filter';
import type { Cell, GridColumn, Row } from '#renderer/grid';
import { sayWithin } from '#renderer/language';
import type { MenuItem } from './RowMenu.vue';
import { groupKeys } from './groups.ts';
import { words } from './words.ts';

export interface MenuDeeds {
  open(row: Row, behind: boolean): void;
  follow(row: Row, found: FieldAt): void;
  copy(): void;
  narrow(condition: string): void;
  edit(row: Row): void;
  unmask(row: Row, found: FieldAt): void;
  sort(descending: boolean): void;
  groupBy(key: string): void;
  hide(): void;
  freeze(): void;
}

/** What a cell, and where there is no row the head of a column, offers. */
export function menuOf(object: ApiObject, column: GridColumn, found: FieldAt, row: Row | undefined, cell: Cell | undefined, deeds: MenuDeeds): MenuItem[] {
  return row === undefined || cell === undefined ? headMenu(found, column, deeds) : cellMenu(object, found, row, cell, deeds);
}

function cellMenu(object: ApiObject, found: FieldAt, row: Row, cell: Cell, deeds: MenuDeeds): MenuItem[] {
  const items: MenuItem[] = [
    { key: 'open', label: words('open'), run: () => deeds.open(row, false) },
    { key: 'open-behind', label: words('openBehind'), run: () => deeds.open(row, true) },
  ];
  if (cell.kind === 'link') items.push({ key: 'follow', label: words('follow', { title: cell.text }), run: () => deeds.follow(row, found) });
  items.push({ key: 'copy', label: words('copy'), apart: true, run: () => deeds.copy() });
  const kind = kindOfField(found);
  if (kind !== undefined && kind !== 'time' && cell.kind !== 'masked' && cell.kind !== 'hidden') {
    const value = row[found.path];
    const [same, other] = value === null || value === undefined
      ? [`${found.path} == null`, `${found.path} != null`]
      : kind === 'bool'
        ? [`${found.path} ${value === true ? '==' : '!='} true`, `${found.path} ${value === true ? '!=' : '=='} true`]
        : [conditionCel({ path: found.path, operator: 'is', values: [String(value)] }, kind), conditionCel({ path: found.path, operator: 'is-not', values: [String(value)] }, kind)];
    const shown = cell.text === '' ? words('noValue') : cell.text;
    items.push({ key: 'only', label: words('only', { value: shown }), run: () => deeds.narrow(same) });
    if (kind !== 'date') items.push({ key: 'without', label: words('without', { value: shown }), run: () => deeds.narrow(other) });
  }
  if (cell.kind === 'masked') items.push({ key: 'unmask', label: words('unmask', { label: sayWithin(found.field.label) }), run: () => deeds.unmask(row, found) });
  if (object.can.includes('update') && !found.path.includes('.') && found.field.writable.includes('update')) {
    items.push({ key: 'edit', label: words('editKey', { key: 'F2' }), apart: true, run: () => deeds.edit(row) });
  }
  return items;
}

function headMenu(found: FieldAt, column: GridColumn, deeds: MenuDeeds): MenuItem[] {
  const sorts = column.sortable
    ? [{ key: 'ascending', label: words('ascending'), run: () => deeds.sort(false) }, { key: 'descending', label: words('descending'), run: () => deeds.sort(true) }]
    : [];
  const groups = groupKeys([found]).map((key, at) => ({ key: `group-${key}`, label: words('groupBy', { label: groupLabel(key, column.label) }), apart: at === 0, run: () => deeds.groupBy(key) }));
  return [...sorts, ...groups, { key: 'freeze', label: words('freeze'), apart: true, run: () => deeds.freeze() }, { key: 'hide', label: words('hide'), run: () => deeds.hide() }];
}

/** What rows are put together by, in words. */
export function groupLabel(key: string, label: string): string {
  if (key.startsWith('month(')) return words('byMonth', { label });
  if (key.startsWith('year(')) return words('byYear', { label });
  return label;
}
