import type { FieldMap } from '#common/fields';
import { childFieldsOf, fieldsOf, type ObjectDefinition } from '#common/objects';
import { Client, Job, Visit } from './objects.ts';

export const OBJECTS = ['client', 'job', 'visit'] as const;
export type ObjectName = (typeof OBJECTS)[number];

export const DEFINITIONS: Readonly<Record<ObjectName, ObjectDefinition>> = { client: Client, job: Job, visit: Visit };

/** Fields by table: an object's own, and `client.contacts`, `job.lines`. */
export const TABLES: Readonly<Record<string, FieldMap>> = {
  client: fieldsOf(Client),
  job: fieldsOf(Job),
  visit: fieldsOf(Visit),
  'client.contacts': childFieldsOf(Client, 'contacts'),
  'job.lines': childFieldsOf(Job, 'lines'),
};

export const CHILD: Readonly<Record<ObjectName, string | undefined>> = { client: 'contacts', job: 'lines', visit: undefined };

export function fieldsIn(table: string): FieldMap {
  const fields = TABLES[table];
  if (!fields) throw new RangeError(`no table ${table}`);
  return fields;
}

/** Values a cell takes. Texts and numbers repeat, so that filters, groups and joins meet; phones share their last four digits. */
const POOLS: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  name: ['alpha', 'beta', 'Gamma', '磐石', '盘石', '重庆', 'delta'],
  phone: [null, '13912347777', '13811117777', '13700001111', '13600001111', '12345', '54321'],
  mobile: [null, '13912347777', '13811117777', '13700001111', '13600001111', '12345'],
  limit: [null, '0.00', '10.00', '99.99', '100.01', '5000.00'],
  grade: [null, 'a', 'b', 'c'],
  rank: [null, 0, 1, 3, 7],
  since: [null, '2024-02-29', '2025-12-31', '2026-01-01', '2026-06-30'],
  vip: [null, true, false],
  person: [null, '张三', '李四', 'Wang'],
  bonus: [null, '1.00', '2.50', '300.00'],
  date: ['2026-01-05', '2026-02-10', '2026-11-30', '2025-01-05', '2025-12-31'],
  note: [null, 'urgent', 'later', 'ask 李四'],
  cost: [null, '0.00', '30.00', '50.01', '75.50'],
  total: ['0.00', '12.00', '60.00', '80.08'],
  margin: ['-3.98', '0.00', '10.00', '44.00'],
  item: [null, 'bolt', 'nut', '螺丝'],
  quantity: ['1', '2.5', '3', '10'],
  price: [null, '1.00', '2.00', '10.01'],
  lineCost: [null, '0.50', '1.50', '9.00'],
  lineMargin: ['0.50', '-1.00', '1.01'],
  share: ['1.00', '31.00', '85.51'],
  rating: [null, 1, 2, 3, 5],
  secret: [null, '王小明很不满意', '王大明很满意', 'Zed', 'ok'],
  createdAt: ['2025-03-01T08:00:00.000Z', '2025-03-09T08:00:00.000Z', '2026-07-01T12:30:00.000Z'],
  updatedAt: ['2026-08-01T08:00:00.000Z', '2026-08-09T08:00:00.000Z'],
  archived: [false, false, true],
};

/** What a cell may hold; links and states are the world's own business. */
export function poolOf(field: string): readonly (string | number | boolean | null)[] {
  const pool = POOLS[field];
  if (!pool) throw new RangeError(`no values for ${field}`);
  return pool;
}
