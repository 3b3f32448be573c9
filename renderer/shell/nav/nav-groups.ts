import type { ApiObject, Dashboard, DescribedReport } from '#common/api';
import type { Text } from '#common/errors';
import { addressOf } from '#renderer/pages/addresses.ts';

export interface NavEntry {
  readonly kind: 'list' | 'board' | 'report' | 'dashboard' | 'settings';
  /** Object, report, dashboard or section. */
  readonly name: string;
  readonly label: Text;
  readonly path: string;
  /** The object of which a new one can be made from here. */
  readonly creates?: string;
}

export interface NavGroup {
  readonly place: string;
  readonly entries: readonly NavEntry[];
}

export interface NavSources {
  readonly objects: readonly ApiObject[];
  readonly reports: readonly DescribedReport[];
  readonly settings: readonly { readonly name: string; readonly label: Text; readonly object?: string }[];
}

/** Documents are worked in all day, masters are looked up, ledgers are asked now and then. */
const KINDS = ['document', 'master', 'ledger', 'platform'];

/**
 * What the reader can go to, by module in the order given: within a module documents, masters, ledgers, then reports.
 * @param order modules, the first on top; others follow
 * @param placeOf the module as people know it
 */
export function navGroups(sources: NavSources, order: readonly string[], placeOf: (module: string) => string): readonly NavGroup[] {
  const groups = new Map<string, NavEntry[]>(order.map((place) => [place, []]));
  const add = (module: string, entry: NavEntry): void => {
    const place = placeOf(module);
    groups.set(place, [...(groups.get(place) ?? []), entry]);
  };
  const settled = new Set(sources.settings.flatMap((section) => section.object ?? []));
  const readable = sources.objects.filter((object) => object.can.includes('read') && !settled.has(object.name) && !isBackground(object));
  for (const object of readable.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))) {
    add(object.module, {
      kind: 'list', name: object.name, label: object.label, path: addressOf.list(object.name), ...(object.can.includes('create') ? { creates: object.name } : {}),
    });
    if (hasBoard(object)) add(object.module, { kind: 'board', name: object.name, label: boardLabel(object.label), path: addressOf.board(object.name) });
  }
  for (const report of sources.reports) add(report.module, { kind: 'report', name: report.name, label: report.label, path: addressOf.report(report.name) });
  for (const section of sources.settings) add('organisation', { kind: 'settings', name: section.name, label: section.label, path: addressOf.settings(section.name) });
  return [...groups].filter(([, entries]) => entries.length > 0).map(([place, entries]) => ({ place, entries }));
}

export function dashboardEntries(dashboards: readonly Dashboard[]): readonly NavEntry[] {
  return dashboards.map(({ name, label }) => ({ kind: 'dashboard', name, label, path: addressOf.dashboard(name) }));
}

/** The platform's own records, of which a reader merely sees names beside documents. */
function isBackground(object: ApiObject): boolean {
  return object.kind === 'platform' && !object.can.includes('create') && !object.can.includes('update');
}

/** What goes through stages is seen best as a board. */
function hasBoard(object: ApiObject): boolean {
  return object.kind === 'document' && object.fields.some((field) => field.name === 'stage' && field.type === 'choice');
}

export function boardLabel(label: Text): Text {
  return { zh: `${label.zh}看板`, en: `${label.en} board` };
}
