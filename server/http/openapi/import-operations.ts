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
      zh: '至多 10,000 行、20,000 行明细、16 MB。带明细的单据一行一张，明细是其中的数组。链接可写标识、编码、编号或名称（不分大小写与全半角）；选项可写键或中英文名。有一行有误则全部不存，除非 skipBad（整张跳过）。into 接着前一次导入。',
      en: 'At most 10,000 rows, 20,000 lines in them and 16 MB. A document is one row, with its lines as an array in it. Links are given by id, code, number or title (in any case and width), choices by key or label. One bad row refuses all, unless skipBad, which leaves it out with its lines. With into, goes on with an earlier import.',
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
