import { refuse } from '#common/errors';
import type { ObjectDefinition, RecordOf } from '#common/objects';
import { readerOf } from '#core/context';
import { follow } from '#core/module';
import type { ActionOutcome, Work } from '#core/records/work.ts';
import { sides, type Entry } from '../entries.ts';
import { refuseClosed } from '../open-period.ts';
import { PostingRule } from '../posting-rule.ts';
import { FINANCE } from '../program.ts';
import { Voucher } from '../voucher.ts';
import { entriesByRule } from './entries-by-rule.ts';

type Made = ActionOutcome['created'];
type Document = RecordOf<ObjectDefinition> & Readonly<Record<string, unknown>>;

/** Makes the voucher of every document by the posting rules of its action. It knows no document by name. */
export const postByRule = follow('posting', FINANCE, async (work, definition, action, record) => {
  if (definition.kind !== 'document' || definition.module === 'finance') return;
  const document: Document = record;
  const day = effectiveDay(definition, action, document);
  // Not left to the rules, which somebody may switch off: what is posted moves stock and money, entry or not.
  if (day !== undefined) await refuseClosed(work, day);
  const rules = await work.list(PostingRule, {
    where: { object: definition.name, action, active: true, archived: false },
    sort: ['sequence'],
  });
  const [first] = rules;
  if (!first) return;
  const given = document[first.dateField];
  const date = typeof given === 'string' ? given : work.today();
  if (date !== day) await refuseClosed(work, date);
  const reversed = rules.some((rule) => rule.effect === 'reverse') ? await reverseVouchers(work, document, definition, date) : [];
  const entries = entriesByRule(
    rules.filter((rule) => rule.effect === 'post'),
    definition,
    document,
    readerOf(work.context),
  );
  if (entries.length === 0) return reversed;
  requireBalance(entries, definition, action);
  const draft = await work.create(Voucher, {
    date,
    summary: `${definition.label.zh} ${record.number ?? ''}`.trim(),
    sourceObject: definition.name,
    sourceId: record.id,
    sourceNumber: record.number,
    departmentId: record.departmentId,
    lines: entries,
  });
  const { id, number } = await work.act(Voucher, draft.id, 'post');
  return [...reversed, { object: Voucher.name, id, number }];
});

/** The day on which an action posts a document, or undoes it; undefined for one that does neither. */
function effectiveDay({ lifecycle }: ObjectDefinition, action: string, document: Document): string | undefined {
  const to = lifecycle?.actions[action]?.to;
  const day = to === 'posted' ? document['date'] : to === 'cancelled' ? document['cancelledOn'] : undefined;
  return typeof day === 'string' ? day : undefined;
}

/**
 * The refusal tells no figure: who delivers goods may not know what they cost.
 * @throws PanshiError `unbalanced`
 */
function requireBalance(entries: readonly Entry[], { label, lifecycle }: ObjectDefinition, action: string): void {
  const { debit, credit } = sides(entries);
  if (debit === credit) return;
  const act = lifecycle?.actions[action]?.label ?? { zh: action, en: action };
  throw refuse(
    'unbalanced',
    `${label.zh}“${act.zh}”的记账规则借贷不平，没有记账。请财务检查记账规则。`,
    `The posting rules of ${label.en.toLowerCase()}, "${act.en}" do not balance, and nothing was posted. Ask finance to check them.`,
  );
}

async function reverseVouchers(
  work: Work,
  document: Document,
  definition: ObjectDefinition,
  date: string,
): Promise<NonNullable<Made>[number][]> {
  const where = { sourceObject: definition.name, sourceId: document.id, state: 'posted', reverses: null, reversedBy: null };
  const made: NonNullable<Made>[number][] = [];
  for (const { id } of await work.list(Voucher, { where })) {
    const { reversedBy } = await work.act(Voucher, id, 'reverse', { date });
    if (reversedBy !== null) made.push({ object: Voucher.name, id: reversedBy, number: null });
  }
  return made;
}
