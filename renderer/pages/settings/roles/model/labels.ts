import type { Text } from '#common/errors';
import type { Level, Rows } from './grants.ts';

export const LEVEL_LABELS: Readonly<Record<Level, Text>> = {
  none: { zh: '看不到', en: 'Hidden' },
  masked: { zh: '遮盖', en: 'Masked' },
  read: { zh: '可看', en: 'Read' },
  write: { zh: '可改', en: 'Write' },
};

export const VERB_LABELS: Readonly<Record<'read' | 'create' | 'update' | 'delete' | 'export' | 'unmask', Text>> = {
  read: { zh: '查看', en: 'Read' },
  create: { zh: '新建', en: 'Create' },
  update: { zh: '修改', en: 'Change' },
  delete: { zh: '删除', en: 'Delete' },
  export: { zh: '导出', en: 'Export' },
  unmask: { zh: '揭示遮盖', en: 'Unmask' },
};

export const SCOPE_LABELS: Readonly<Record<Extract<Rows, string>, Text>> = {
  all: { zh: '全部记录', en: 'all records' },
  departmentTree: { zh: '本部门及下级', en: 'own department and those below' },
  department: { zh: '本部门', en: 'own department' },
  own: { zh: '本人负责的', en: 'own records' },
};

export function rowsLabel(rows: Rows): Text {
  if (typeof rows !== 'string') return { zh: `满足 ${rows.when}`, en: `where ${rows.when}` };
  return (SCOPE_LABELS as Readonly<Record<string, Text>>)[rows] ?? { zh: rows, en: rows };
}
