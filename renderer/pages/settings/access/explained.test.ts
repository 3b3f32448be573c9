import { expect, it } from 'vitest';
import type { AccessExplained, ApiOutline } from '#common/api';
import { fieldLines, sumsOf } from './explained.ts';

const text = (zh: string, en: string) => ({ zh, en });
const field = (name: string, zh: string, computedFrom: string[] = []): ApiOutline['fields'][number] =>
  ({ name, type: 'amount', label: text(zh, name), system: false, personal: false, computedFrom });
const DEAL = {
  name: 'deal', kind: 'document', label: text('交易', 'Deal'), module: 'test', actions: [], numbering: null, takesFields: true,
  fields: [field('name', '名称'), field('cost', '成本'), field('margin', '毛利', ['cost'])],
  children: [{ name: 'lines', label: text('明细', 'Lines'), fields: [field('price', '单价')] }],
} satisfies ApiOutline;
const TOLD: AccessExplained = {
  person: { id: 'u', username: 'u', name: '某人', active: true }, company: null, companies: [], object: 'deal', record: null, obstacle: null, grants: [], verbs: [],
  fields: [
    { name: 'archived', sees: 'read', seesBy: [0], writesBy: [], wouldTell: [] },
    { name: 'state', sees: 'read', seesBy: [0], writesBy: [], wouldTell: [] },
    { name: 'lines.price', sees: 'masked', seesBy: [0], writesBy: [], wouldTell: [] },
    { name: 'name', sees: 'read', seesBy: [0], writesBy: [0], wouldTell: [] },
    { name: 'cost', sees: 'none', seesBy: [], writesBy: [], wouldTell: [] },
    { name: 'margin', sees: 'none', seesBy: [], writesBy: [], wouldTell: ['cost'] },
  ],
};

it('puts the fields in the order of the object, in its words, and says what a hidden one would tell', () => {
  const lines = fieldLines(TOLD, DEAL);
  expect(lines.map(({ name }) => name)).toEqual(['name', 'cost', 'margin', 'lines.price', 'state']);
  expect(lines.map(({ label }) => label.zh).slice(0, 4)).toEqual(['名称', '成本', '毛利', '明细 · 单价']);
  expect(lines[2]?.wouldTellLabels).toEqual([text('成本', 'cost')]);
});

it('counts what is seen, masked ones among it', () => {
  expect(sumsOf(fieldLines(TOLD, DEAL))).toEqual({ open: 3, masked: 1, none: 2, write: 1 });
});
