import { useCatalogue, useDefinitions } from '#renderer/host';
import { defineWords, say } from '#renderer/language';
import { SECTIONS } from './settings/sections.ts';

const words = defineWords('page-names', {
  home: { zh: '首页', en: 'Home' },
  create: { zh: '新建{object}', en: 'New {object}' },
  board: { zh: '{object}看板', en: '{object} board' },
  import: { zh: '导入{object}', en: 'Import {object}' },
  settings: { zh: '设置', en: 'Settings' },
  nowhere: { zh: '没有这一页', en: 'No such page' },
});

export type PageKind = 'home' | 'list' | 'board' | 'new' | 'record' | 'report' | 'dashboard' | 'import' | 'settings' | 'nowhere';

/** Which kind of page an address means, and what it is about. */
export function partsOf(path: string): { readonly kind: PageKind; readonly about: string } {
  const [, kind = '', about = ''] = (path.split('?')[0] ?? '').split('/');
  return isKind(kind) ? { kind, about } : { kind: 'nowhere', about: '' };
}

function isKind(kind: string): kind is Exclude<PageKind, 'nowhere'> {
  return ['home', 'list', 'board', 'new', 'record', 'report', 'dashboard', 'import', 'settings'].includes(kind);
}

/** What the page at an address is called before it has said so itself: of a record, only its object. */
export function pageName(path: string): string {
  const { kind, about } = partsOf(path);
  const object = useDefinitions().find(about);
  const label = object === undefined ? about : say(object.label);
  switch (kind) {
    case 'home':
      return words('home');
    case 'list':
    case 'record':
      return label;
    case 'new':
      return words('create', { object: label });
    case 'board':
      return words('board', { object: label });
    case 'import':
      return words('import', { object: label });
    case 'report': {
      const report = useCatalogue().report(about);
      return report === undefined ? about : say(report.label);
    }
    case 'dashboard': {
      const dashboard = useCatalogue().dashboard(about);
      return dashboard === undefined ? about : say(dashboard.label);
    }
    case 'settings': {
      const section = SECTIONS.find((one) => one.name === about);
      return section === undefined ? words('settings') : say(section.label);
    }
    case 'nowhere':
      return words('nowhere');
  }
}
