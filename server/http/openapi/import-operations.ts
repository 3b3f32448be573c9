import { shape } from './contract-schemas.ts';
import { answers, type Operation } from './operation.ts';

/** Many records at once. */
export const IMPORT_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/imports',
    id: 'import',
    tag: 'imports',
    summary: { zh: '批量导入记录（check 为 true 时只检查）', en: 'Make many records from rows (with check, looks only)' },
    note: {
      zh: '至多 10,000 行、16 MB。链接可写标识、编码、编号或名称；选项可写键或中英文名。有一行有误则全部不存，除非 skipBad。',
      en: 'At most 10,000 rows and 16 MB. Links are given by id, code, number or title, choices by key or label. One bad row refuses all, unless skipBad.',
    },
    body: shape('ImportBody'),
    answer: answers('Imported'),
    once: true,
  },
  {
    method: 'get',
    path: '/imports',
    id: 'imports',
    tag: 'imports',
    summary: { zh: '自己的与可撤销的导入', en: 'Imports of the caller, and those that the caller may take back' },
    answer: answers('Imports'),
  },
  {
    method: 'delete',
    path: '/imports/{id}',
    id: 'undoImport',
    tag: 'imports',
    summary: { zh: '撤销导入（未用过的删除，用过的归档，单据保留）', en: 'Take an import back (unused records go, used ones are archived, documents stay)' },
    answer: answers('UndoneImport'),
  },
];
