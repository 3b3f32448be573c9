import { amount, choice, date, int, link, text } from '#common/fields';
import { defineObject, type ObjectDefinition } from '#common/objects';
import type { Module } from '#core/module';
import { suite } from '#modules';

/** The suite and as many objects of a firm's own, of eighteen fields each, as make up the number. */
export function modulesWith(objects: number): readonly Module[] {
  const already = suite.reduce((sum, module) => sum + (module.objects?.length ?? 0), 0);
  const own = Array.from({ length: Math.max(0, objects - already) }, (_, n) => definition(n + 1));
  return [...suite, { name: 'own', objects: own }];
}

function definition(n: number): ObjectDefinition {
  const texts = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [`text${at}`, text(`文字 ${at}`, `Text ${at}`, at < 2 ? { search: true } : {})]),
  );
  return defineObject({
    name: `own-${n}`, kind: 'master', module: 'own', label: { zh: `自建 ${n}`, en: `Own ${n}` }, title: 'text0',
    fields: {
      ...texts,
      customer: link('客户', 'Customer', 'customer'),
      product: link('产品', 'Product', 'product'),
      total: amount('金额', 'Amount'),
      share: amount('分摊', 'Share'),
      day: date('日期', 'Date'),
      due: date('到期', 'Due'),
      pieces: int('件数', 'Pieces'),
      kind: choice('类别', 'Kind', { a: { zh: '甲', en: 'A' }, b: { zh: '乙', en: 'B' } }),
    },
  });
}
