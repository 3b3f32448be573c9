import { refuse, type Text } from '#common/errors';
import type { Context } from '#core/context';
import { companiesOf, readPerson, standingOf } from '#core/identity/principals.ts';
import type { Gate } from '#core/records/gate.ts';
import { namesOf, type NamesParts } from '#core/records/person-names.ts';
import type { Reader } from '#db';

export interface MentionedParts extends NamesParts {
  readonly reader: Reader;
  readonly gate: Pick<Gate, 'visible' | 'list'>;
}

/** A record, as a conversation is about it. */
export interface Topic {
  readonly object: string;
  readonly record: string;
}

/** Somebody of the same company. */
interface Colleague {
  /** Whether the record is there for them. */
  readonly sees: boolean;
}

/** Asks for another person's sight of a record. @returns undefined for nobody who works in the company of the context */
export async function colleague({ reader, gate }: Pick<MentionedParts, 'reader' | 'gate'>, context: Context, topic: Topic, id: string): Promise<Colleague | undefined> {
  const person = await readPerson(reader, id);
  if (!person?.active) return undefined;
  if (context.company !== null && !companiesOf(person).includes(context.company)) return undefined;
  const { principal, company } = await standingOf(reader, person, context.company ?? undefined);
  const seen = await gate.visible({ ...context, principal, company }, topic.object, [topic.record]);
  return { sees: seen.has(topic.record) };
}

/** @throws PanshiError `invalid` that says who of them cannot see the record */
export async function requireSeeing(parts: MentionedParts, context: Context, topic: Topic, mentions: readonly string[]): Promise<void> {
  const problems: Record<string, Text> = {};
  for (const [at, id] of mentions.entries()) {
    const found = await colleague(parts, context, topic, id);
    if (found?.sees) continue;
    const name = found && (await namesOf(parts, context, [id])).get(id);
    problems[`mentions.${at}`] = found
      ? { zh: `${name ?? '此人'}看不到此记录，不能提及。`, en: `${name ?? 'This person'} cannot see this record and cannot be mentioned.` }
      : { zh: '本公司没有这个人。', en: 'There is no such person in this company.' };
  }
  const [first] = Object.values(problems);
  if (first) throw refuse('invalid', first.zh, first.en, { problems });
}
