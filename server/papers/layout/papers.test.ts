import { describe, expect, it } from 'vitest';
import type { PrintedRecord } from '#core/records/gate.ts';
import { FORMS, type Form } from '../forms/index.ts';
import { makePdf } from '../pdf/make.ts';
import { formPaper } from './form-paper.ts';
import type { Block, Paper } from './paper.ts';
import { sheetPaper } from './sheet-paper.ts';
import { voucherPaper } from './voucher-paper.ts';

const HEAD = { company: '北风贸易有限公司', currency: 'CNY', person: '王芳' } as const;

function form(name: string): Form {
  const found = FORMS.find((one) => one.name === name);
  if (!found) throw new Error(`no form ${name}`);
  return found;
}

/** All that is written on a paper, block after block. */
function textOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'title':
        return [block.firm, block.text];
      case 'words':
        return block.cells.map(({ text }) => text);
      case 'grid':
        return [...block.head, ...block.rows].flat().map(({ text }) => text);
      case 'halves':
        return [...textOf(block.upper), ...textOf(block.lower)];
      default:
        return [];
    }
  });
}

async function pagesOf(paper: Paper): Promise<number> {
  const pdf = Buffer.from(await makePdf(paper));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.subarray(-6).toString()).toContain('EOF');
  return Number(/\/Type \/Pages[^>]*\/Count (\d+)|\/Count (\d+)[^>]*\/Type \/Pages/.exec(pdf.toString('latin1'))?.slice(1).find(Boolean));
}

describe('a voucher', () => {
  const entry = (index: number): PrintedRecord['lines'][number] => ({
    summary: `第 ${index} 笔`,
    'account.code': '1122',
    'account.parent.parent.name': null,
    'account.parent.name': null,
    'account.name': '应收账款',
    'customer.name': '华东贸易',
    debit: index % 2 === 1 ? '100.00' : '0.00',
    credit: index % 2 === 1 ? '0.00' : '100.00',
  });
  const voucher = (entries: number): PrintedRecord => ({
    values: {
      id: 'v', number: '记-2026-01-0007', date: '2026-01-31', attachments: 3, summary: '收货款', sourceNumber: null, state: 'posted',
      debit: '1234.56', credit: '1234.56', 'createdBy.name': '王会计', 'reviewedBy.name': null, 'postedBy.name': '李记账',
    },
    lines: Array.from({ length: entries }, (_, index) => entry(index + 1)),
  });

  it('carries what the books ask of one', () => {
    const text = textOf(voucherPaper(form('voucher'), [voucher(2)], HEAD, 'zh').blocks).join('|');
    for (const part of ['单位：北风贸易有限公司', '记字第 0007 号', '2026 年 01 月 31 日', '附单据 3 张', '1122 应收账款（华东贸易）', '合计：人民币壹仟贰佰叁拾肆元伍角陆分', '1,234.56', '制单：王会计', '审核：|', '记账：李记账', '主管：'])
      expect(text).toContain(part);
  });

  it('stands two to a page, its total on the last of its slips', async () => {
    // 16 entries, 7 to a slip: 3 slips; a second voucher fills the second page.
    const paper = voucherPaper(form('voucher'), [voucher(16), voucher(2)], HEAD, 'zh');
    const halves = paper.blocks.filter((block) => block.kind === 'halves');
    expect(halves).toHaveLength(2);
    const [first, second] = halves.map((half) => [textOf(half.upper).join('|'), textOf(half.lower).join('|')]);
    expect(first?.[0]).toContain('（1/3）');
    expect(first?.[0]).toContain('转下页');
    expect(first?.[0]).not.toContain('1,234.56');
    expect(first?.[1]).toContain('（2/3）');
    expect(second?.[0]).toContain('（3/3）');
    expect(second?.[0]).toContain('1,234.56');
    expect(second?.[1]).not.toContain('/1');
    expect(await pagesOf(paper)).toBe(2);
  });

  it('keeps to half a page with the longest texts', async () => {
    const long = voucher(7);
    const lines = long.lines.map((line) => ({ ...line, summary: '很长的摘要'.repeat(40), 'account.name': '名称很长的科目'.repeat(20) }));
    const paper = voucherPaper(form('voucher'), [{ ...long, lines }, { ...long, lines }, { ...long, lines }], HEAD, 'zh');
    expect(await pagesOf(paper)).toBe(2);
  });

  it('says when it is not in the books', () => {
    const draft = voucher(2);
    const text = textOf(voucherPaper(form('voucher'), [{ ...draft, values: { ...draft.values, number: null } }], HEAD, 'zh').blocks);
    expect(text.join('|')).toContain('（未记账）');
  });
});

describe('a document', () => {
  const order = (more: Readonly<Record<string, unknown>> = {}): PrintedRecord => ({
    values: {
      id: 'o', number: 'SO-2026-000001', state: 'confirmed', date: '2026-01-10', 'customer.name': '华东贸易', 'customer.phone': '138****8000',
      'customer.contactName': null, netAmount: '100.00', taxAmount: '13.00', freight: '5.00', totalAmount: '118.00', ...more,
    },
    lines: [
      { 'product.code': 'P1', 'product.name': '茶', 'product.unit.name': '箱', description: null, quantity: '2.0000', price: '50.000000', discount: '0', net: '100.00', tax: '13.00', total: '113.00' },
    ],
  });

  it('sums its lines and writes the whole in capitals', () => {
    const text = textOf(formPaper(form('sales-order'), [order()], HEAD, 'zh').blocks);
    expect(text).toContain('总计大写：人民币壹佰壹拾捌元整　　（￥118.00）');
    expect(text).toContain('不含税金额：100.00　　税额：13.00　　运费：5.00　　总计：118.00');
    expect(text).toContain('联系人：138****8000');
    expect(text.filter((one) => one === '113.00')).toHaveLength(2);
  });

  it('has no column for what is hidden from the reader, nor for what no line says', () => {
    const { values, lines } = order();
    const { netAmount: _net, taxAmount: _tax, totalAmount: _total, freight: _freight, ...seen } = values as Record<string, unknown> & { id: string };
    const bare = lines.map(({ 'product.code': code = null, 'product.name': name = null, quantity = null }) => ({ 'product.code': code, 'product.name': name, quantity }));
    const text = textOf(formPaper(form('sales-order'), [{ values: seen, lines: bare }], HEAD, 'zh').blocks).join('|');
    for (const hidden of ['单价', '金额', '价税合计', '人民币', '100.00', '折扣', '单位']) expect(text).not.toContain(hidden);
    expect(text).toContain('数量');
    expect(textOf(formPaper(form('sales-order'), [order()], HEAD, 'zh').blocks)).not.toContain('折扣');
  });

  it('is marked while it is a draft, and once it is cancelled', () => {
    const title = (state: string): string | undefined => textOf(formPaper(form('sales-order'), [order({ state })], HEAD, 'zh').blocks)[1];
    expect([title('draft'), title('cancelled'), title('confirmed')]).toEqual(['销售订单（草稿）', '销售订单（已作废）', '销售订单']);
  });

  it('shows no price on a delivery note, whoever prints it', () => {
    const paths = form('delivery').columns.flatMap(({ paths: one }) => one);
    expect(paths).toEqual(['product.code', 'product.name', 'product.quantityPerUnit', 'product.unit.name', 'quantity']);
  });

  it('begins on a page of its own, and says amounts in another currency without capitals', async () => {
    const paper = formPaper(form('sales-order'), [order(), order(), order()], { ...HEAD, currency: 'EUR' }, 'zh');
    expect(textOf(paper.blocks).join('|')).not.toContain('人民币');
    expect(await pagesOf(paper)).toBe(3);
  });
});

describe('a report on paper', () => {
  it('repeats its head over the pages, leaves a side without an entry blank, and marks negative amounts', async () => {
    const sheet = {
      title: '明细账', firm: HEAD.company, about: [['科目', '1122 应收账款']] as const, made: '制表', totalLabel: '合计', further: [['期末余额', '-1003.00']] as const,
      columns: [
        { name: 'summary', label: '摘要', kind: 'text' },
        { name: 'debit', label: '借方', kind: 'amount' },
        { name: 'balance', label: '余额', kind: 'amount' },
      ] as const,
      rows: Array.from({ length: 100 }, () => ({ summary: '=HYPERLINK("x")', debit: '0.00', balance: '-3.00' })),
      totals: { debit: '0.00' },
    };
    const paper = sheetPaper(sheet, 'zh');
    const grid = paper.blocks.find((block) => block.kind === 'grid');
    expect(grid?.rows[0]).toEqual([{ text: '=HYPERLINK("x")', align: 'left' }, { text: '' }, { text: '-3.00', align: 'right', red: true }]);
    expect(grid?.rows.at(-1)?.map(({ text }) => text)).toEqual(['合计', '0.00', '']);
    expect(grid?.head).toHaveLength(1);
    expect(JSON.stringify(paper.blocks.at(-1))).toContain('"-1,003.00"');
    expect(await pagesOf(paper)).toBeGreaterThan(3);
  });
});
