import type { ReportParam } from '#common/api';
import { isPanshiError } from '#common/errors';
import type { Context } from '#core/context';
import type { Gate } from '#core/records/gate.ts';

/** What the records that a report was asked about are called, by parameter; those that the caller may not see keep what was asked. */
export async function reportNames(
  gate: Gate,
  context: Context,
  questions: readonly ReportParam[],
  params: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const asked = questions.flatMap(({ name, object, by }) => {
    const value = params[name];
    return value === undefined || object === undefined || by === undefined ? [] : [{ name, object, by, value }];
  });
  const names = await Promise.all(asked.map(async ({ name, object, by, value }) => [name, await nameOf(gate, context, object, by, value)] as const));
  return Object.fromEntries(names.flatMap(([name, found]) => (found === undefined ? [] : [[name, found]])));
}

async function nameOf(gate: Gate, context: Context, object: string, by: string, value: string): Promise<string | undefined> {
  try {
    const { title } = await gate.object(context, object);
    const filter = `${by} == ${JSON.stringify(value)}`;
    const { records } = await gate.list(context, object, { fields: [title], filter, limit: 1, archived: true });
    const found = records[0]?.[title];
    if (typeof found !== 'string') return undefined;
    return by === 'id' ? found : `${value} ${found}`;
  } catch (error) {
    if (isPanshiError(error)) return undefined;
    throw error;
  }
}
