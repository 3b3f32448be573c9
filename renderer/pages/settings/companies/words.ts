import { defineWords } from '#renderer/language';

export interface Company {
  readonly id: string;
  readonly version: unknown;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly chart: string;
  readonly archived: boolean;
}

export const CHARTS = ['small-enterprise', 'enterprise'] as const;

export const words = defineWords('settings-companies', {
  title: { zh: '公司与账套', en: 'Companies' },
  why: { zh: '每家公司有自己的账、单据、库存和编号；用户在哪家公司工作由任职决定。新公司建立时自动带上会计科目表、记账规则和第一个仓库。', en: 'Each company has its own books, documents, stock and numbers; memberships say where people work. A new one comes with its chart of accounts, posting rules and first warehouse.' },
  create: { zh: '新建公司', en: 'New company' },
  edit: { zh: '修改公司', en: 'Change company' },
  code: { zh: '代码', en: 'Code' },
  name: { zh: '名称', en: 'Name' },
  currency: { zh: '本位币', en: 'Currency' },
  chart: { zh: '会计科目表', en: 'Chart of accounts' },
  fixed: { zh: '本位币和会计科目表建账后不能更改。', en: 'Currency and chart of accounts stay once there are books.' },
  next: { zh: '建立后，请安全管理员给用户安排这家公司的任职。', en: 'Then ask the security administrator to give people memberships in it.' },
  'chart-small-enterprise': { zh: '小企业会计准则', en: 'Small enterprises (小企业会计准则)' },
  'chart-enterprise': { zh: '企业会计准则', en: 'Business enterprises (企业会计准则)' },
});

export function chartLabel(chart: string): string {
  return chart === 'small-enterprise' || chart === 'enterprise' ? words(`chart-${chart}`) : chart;
}
