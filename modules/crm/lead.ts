import { choice, int, link, longText, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { email, phone } from '#modules/party';

export const convertInput = {
  fields: {
    code: text('客户编码', 'Customer code', { max: 40, help: { zh: '留空自动编号', en: 'Numbered when left out' } }),
    opportunity: text('商机名称', 'Opportunity', { max: 200, help: { zh: '留空取公司名称', en: "The company's name when left out" } }),
  },
} as const satisfies ActionInput;

export const loseInput = { fields: { reason: text('原因', 'Reason') } } as const satisfies ActionInput;

/** Somebody who may become a customer. */
export const Lead = defineObject({
  name: 'lead',
  kind: 'document',
  module: 'crm',
  label: { zh: '线索', en: 'Lead' },
  title: 'name',
  fields: {
    name: text('公司名称', 'Company name', { required: true, search: true, index: true }),
    contactName: text('联系人', 'Contact', { max: 80, search: true }),
    phone: phone('电话', 'Phone'),
    email: email('邮箱', 'Email'),
    city: text('城市', 'City', { max: 80 }),
    country: text('国家', 'Country', { max: 80 }),
    source: choice('来源', 'Source', {
      website: { zh: '网站', en: 'Website' },
      fair: { zh: '展会', en: 'Trade fair' },
      referral: { zh: '转介绍', en: 'Referral' },
      call: { zh: '电话', en: 'Call' },
      other: { zh: '其他', en: 'Other' },
    }),
    score: int('评分', 'Score', { min: 0, max: 100 }),
    lostReason: text('失败原因', 'Lost because', { system: true }),
    customer: link('客户', 'Customer', 'customer', { system: true }),
    opportunity: link('商机', 'Opportunity', 'opportunity', { system: true }),
    note: longText('备注', 'Note'),
  },
  lifecycle: {
    states: {
      new: { zh: '新建', en: 'New' },
      qualified: { zh: '已确认', en: 'Qualified' },
      converted: { zh: '已转化', en: 'Converted' },
      lost: { zh: '已失败', en: 'Lost' },
    },
    initial: 'new',
    editable: ['new', 'qualified'],
    actions: {
      qualify: { label: { zh: '确认', en: 'Qualify' }, from: ['new'], to: 'qualified', awaited: true },
      convert: { label: { zh: '转化', en: 'Convert' }, from: ['new', 'qualified'], to: 'converted', input: convertInput, awaited: true },
      lose: { label: { zh: '失败', en: 'Lose' }, from: ['new', 'qualified'], to: 'lost', input: loseInput },
    },
  },
});
