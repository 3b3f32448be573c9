import { z } from 'zod';
import { decimal, round } from '#common/decimal';
import { amount, bool, choice, date, int, link, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { beforeSave, defineReport, onAction, type Module } from '#core/module';
import type { Program } from '#core/records';

/*
 * Three objects that link to each other, with child tables, masked and computed fields: small, but with everything the gate has to
 * decide on.
 */

export const Client = defineObject({
  name: 'client',
  kind: 'master',
  label: { zh: '客户', en: 'Client' },
  module: 'test',
  title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true, search: true }),
    phone: text('电话', 'Phone', { mask: 'phone', search: true }),
    limit: amount('额度', 'Limit'),
    grade: choice('等级', 'Grade', { a: { zh: '甲', en: 'A' }, b: { zh: '乙', en: 'B' }, c: { zh: '丙', en: 'C' } }),
    rank: int('排名', 'Rank'),
    since: date('起始', 'Since'),
    vip: bool('贵宾', 'VIP'),
    referrer: link('介绍人', 'Referrer', 'client'),
  },
  children: {
    contacts: {
      label: { zh: '联系人', en: 'Contacts' },
      fields: { person: text('姓名', 'Person'), mobile: text('手机', 'Mobile', { mask: 'phone' }), bonus: amount('奖金', 'Bonus') },
    },
  },
});

export const Job = defineObject({
  name: 'job',
  kind: 'document',
  label: { zh: '工单', en: 'Job' },
  module: 'test',
  title: 'number',
  fields: {
    client: link('客户', 'Client', 'client'),
    date: date('日期', 'Date', { required: true }),
    note: text('备注', 'Note', { search: true }),
    cost: amount('成本', 'Cost'),
    total: amount('合计', 'Total', { system: true, computedFrom: ['lines.price', 'lines.quantity'] }),
    margin: amount('毛利', 'Margin', { system: true, computedFrom: ['total', 'cost'] }),
  },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      fields: {
        item: text('项目', 'Item'),
        quantity: quantity('数量', 'Quantity', { required: true }),
        price: amount('单价', 'Price'),
        lineCost: amount('行成本', 'Line cost'),
        lineMargin: amount('行毛利', 'Line margin', { system: true, computedFrom: ['price', 'lineCost'] }),
        share: amount('分摊', 'Share', { system: true, computedFrom: ['parent.cost', 'price'] }),
        supplier: link('供应方', 'Supplier', 'client'),
      },
    },
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, done: { zh: '完成', en: 'Done' }, shelved: { zh: '搁置', en: 'Shelved' } },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      finish: {
        label: { zh: '完成', en: 'Finish' },
        from: ['draft'],
        to: 'done',
        input: { fields: { note: text('备注', 'Note') } },
        awaited: { when: 'cost > 10.00 || client.vip' },
      },
      touch: { label: { zh: '标记', en: 'Touch' }, from: ['draft'], awaited: true },
    },
  },
  numbering: { prefix: 'JB', on: 'finish' },
  checks: [{ expression: 'cost == null || cost >= 0', message: { zh: '成本为负', en: 'cost is negative' }, field: 'cost' }],
});

export const Visit = defineObject({
  name: 'visit',
  kind: 'document',
  label: { zh: '拜访', en: 'Visit' },
  module: 'test',
  title: 'secret',
  fields: {
    job: link('工单', 'Job', 'job'),
    client: link('客户', 'Client', 'client'),
    rating: int('评分', 'Rating'),
    secret: text('纪要', 'Secret', { mask: 'name', search: true }),
  },
});

const PROGRAM: Program = { name: 'test', may: { job: ['read', 'update'] } };

export const testModule: Module = {
  name: 'test',
  objects: [Client, Job, Visit],
  hooks: [
    beforeSave(Job, PROGRAM, async (_work, next) => {
      const cost = decimal(next.cost);
      const lines = next.lines.map((line) => ({
        ...line,
        lineMargin: round(decimal(line.price).minus(decimal(line.lineCost)), 2),
        share: round(decimal(line.price).plus(cost), 2),
      }));
      const total = lines.reduce((sum, line) => sum.plus(decimal(line.quantity).times(decimal(line.price))), decimal(0));
      return { lines, total: round(total, 2), margin: round(total.minus(cost), 2) };
    }),
  ],
  actions: [
    onAction(Job, 'finish', PROGRAM, async (_work, _record, input) => ({ patch: input['note'] === null ? {} : { note: input['note'] } })),
  ],
  reports: [
    defineReport({
      name: 'job-costs',
      label: { zh: '成本', en: 'Costs' },
      params: z.strictObject({ from: z.string().optional() }),
      questions: [],
      drill: null,
      async run(reader) {
        const rows = await reader.query({
          object: 'job',
          select: ['client.name', 'sum(cost) as cost', 'count() as jobs'],
          group: ['client.name'],
        });
        return { columns: [], rows };
      },
    }),
  ],
};

/** Fields computed from others, written down a second time: the tests do not ask the product what depends on what. */
export const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'job.total': ['job.lines.price', 'job.lines.quantity'],
  'job.margin': ['job.total', 'job.cost'],
  'job.lines.lineMargin': ['job.lines.price', 'job.lines.lineCost'],
  'job.lines.share': ['job.cost', 'job.lines.price'],
};
