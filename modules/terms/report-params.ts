import { z } from 'zod';
import type { ReportParam } from '#common/api';

/** A day given to a report; checked so that it can stand in a filter. */
export const dateParam = z.iso.date().optional();

/** A month 'YYYY-MM' given to a report. */
export const monthParam = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .optional();

function month(name: string, zh: string, en: string, initial: ReportParam['initial']): ReportParam {
  return { name, label: { zh, en }, type: 'month', required: false, initial };
}

function day(name: string, zh: string, en: string, initial: ReportParam['initial']): ReportParam {
  return { name, label: { zh, en }, type: 'day', required: false, initial };
}

function record(name: string, zh: string, en: string): ReportParam {
  return { name, label: { zh, en }, type: 'link', required: false, object: name, by: 'id', initial: 'none' };
}

/** What reports usually ask. */
export const asks = {
  month: month('month', '月末', 'End of', 'this-month'),
  fromMonth: month('from', '起始月份', 'From month', 'none'),
  toMonth: month('to', '截止月份', 'To month', 'none'),
  fromDay: day('from', '起始日期', 'From', 'none'),
  toDay: day('to', '截止日期', 'To', 'none'),
  asOf: day('asOf', '截止日期', 'As of', 'today'),
  product: record('product', '产品', 'Product'),
  warehouse: record('warehouse', '仓库', 'Warehouse'),
} as const;
