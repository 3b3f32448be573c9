import type { ApiObject, Found } from '#common/api';
import type { Text } from '#common/errors';
import { addressOf } from '#renderer/pages/addresses.ts';
import type { NavEntry, NavGroup } from '../nav/nav-groups.ts';

/** Something that the command box can do. */
export interface Command {
  readonly id: string;
  readonly group: 'tab' | 'page' | 'record' | 'action';
  readonly label: Text;
  /** In small print beside it: the module, the object, the keys. */
  readonly aside?: Text;
  /** Between equals, less comes first: a list before its board before a new one. */
  readonly weight: number;
  readonly path?: string;
  readonly run?: () => void;
}

const WEIGHTS: Readonly<Record<NavEntry['kind'], number>> = { list: 0, report: 0.1, dashboard: 0.1, settings: 0.1, board: 0.2 };

/** All pages that the reader can go to. */
export function pageCommands(groups: readonly NavGroup[], dashboards: readonly NavEntry[], objects: readonly ApiObject[], moduleLabel: (place: string) => Text): readonly Command[] {
  const pages = [
    ...groups.flatMap(({ place, entries }) => entries.map((entry) => pageOf(entry, moduleLabel(place)))),
    ...dashboards.map((entry) => pageOf(entry, moduleLabel('dashboards'))),
  ];
  const makes = objects.filter((object) => object.can.includes('create') && object.kind !== 'ledger');
  return [
    ...pages,
    ...makes.map(({ name, label }): Command => ({
      id: `new:${name}`, group: 'page', label: { zh: `新建${label.zh}`, en: `New ${lower(label.en)}` }, weight: 0.3, path: addressOf.create(name),
    })),
    ...makes.map(({ name, label }): Command => ({
      id: `import:${name}`, group: 'page', label: { zh: `导入${label.zh}`, en: `Import ${lower(label.en)}` }, weight: 0.4, path: addressOf.import(name),
    })),
  ];
}

function pageOf(entry: NavEntry, aside: Text): Command {
  return { id: `${entry.kind}:${entry.name}`, group: 'page', label: entry.label, weight: WEIGHTS[entry.kind], path: entry.path, aside };
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** A record as the host found it. @param objectLabel what its object is called */
export function recordCommand(found: Found, objectLabel: Text): Command {
  const name = [found.code, found.title].filter((part, at, all) => part !== null && part !== '' && all.indexOf(part) === at).join('　');
  return {
    id: `record:${found.object}:${found.id}`, group: 'record', label: { zh: name, en: name }, aside: objectLabel, weight: 0, path: addressOf.record(found.object, found.id),
  };
}
