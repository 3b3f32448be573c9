import { refuse } from '#common/errors';
import type { Reader } from '#db';
import { Caller, type GateParts } from './caller.ts';
import type { Gate, PrintedRecord, PrintWanted, VisibleRecord } from './gate.ts';
import { missing } from './missing.ts';
import { isStorable } from './storable.ts';
import type { Watched } from './watched.ts';

type Prints = Pick<Gate, 'print' | 'letterhead'>;

/** Ids named in one condition: an expression holds a few thousand characters. */
const IDS_A_TIME = 50;
const MOST_LINES = 10_000;

/** What goes on paper. */
export function printsOf(parts: GateParts, watched: Watched): Prints {
  const { store, audit } = parts;
  return {
    print: (context, object, ids, wanted) =>
      watched(context, { event: 'records.print', object }, async () => {
        const caller = await Caller.of(parts, context);
        const definition = caller.definition(object);
        caller.rights.require(definition, 'read');
        if (!ids.every(isStorable)) throw missing(definition);
        const found = new Map<string, PrintedRecord>();
        for (let from = 0; from < ids.length; from += IDS_A_TIME) {
          for (const record of await someOf(caller, store.reader, object, ids.slice(from, from + IDS_A_TIME), wanted)) found.set(record.values.id, record);
        }
        const printed = ids.map((id) => {
          const record = found.get(id);
          if (!record) throw missing(definition);
          return record;
        });
        const after = { form: wanted.form, ids: [...ids] };
        await store.write((transaction) => audit.append(transaction, context, { event: 'records.print', object, after }));
        return printed;
      }),

    /** A firm's own name is no secret from who works in it, whatever the roles. */
    async letterhead({ company, principal }) {
      const [row] = company === null ? [] : await store.reader.rows('SELECT name, currency FROM company WHERE id = ?', [company]);
      const [person] = principal.userId === null ? [] : await store.reader.rows('SELECT name FROM "user" WHERE id = ?', [principal.userId]);
      return { company: String(row?.[0] ?? ''), currency: String(row?.[1] ?? 'CNY'), person: String(person?.[0] ?? principal.name) };
    },
  };
}

async function someOf({ visible }: Caller, reader: Reader, object: string, ids: readonly string[], wanted: PrintWanted): Promise<PrintedRecord[]> {
  const list = ids.map((id) => JSON.stringify(id)).join(', ');
  const fields = wanted.fields.filter((path) => visible.opens(object, path.split('.'), 'show'));
  const { records } = await visible.list(reader, object, { fields, filter: `id in [${list}]`, limit: IDS_A_TIME, archived: true });
  const { lines } = wanted;
  if (lines === undefined) return records.map((values) => ({ values, lines: [] }));
  const key = `${object}.${lines.child}`;
  const columns = lines.fields.filter((path) => visible.opens(key, path.split('.'), 'compute'));
  const bare = records.map((values) => ({ values, lines: [] }));
  if (columns.length === 0) return bare;
  const { rows } = await visible.query(reader, {
    object: key,
    select: ['parentId', 'position', ...columns.map((path) => `${path} as ${aliasOf(path)}`)],
    filter: `parentId in [${list}]`,
    order: ['parentId', 'position'],
    limit: MOST_LINES,
  });
  if (rows.length >= MOST_LINES) throw refuse('too_large', '明细行过多，请减少一次打印的张数。', 'There are too many lines; print fewer records at a time.');
  const byRecord = Map.groupBy(rows, (row) => String(row['parentId']));
  return records.map((values: VisibleRecord) => ({
    values,
    lines: (byRecord.get(values.id) ?? []).map((row) => Object.fromEntries(columns.map((path) => [path, row[aliasOf(path)] ?? null]))),
  }));
}

/** An alias has no dots. */
function aliasOf(path: string): string {
  return path.replaceAll('.', 'X');
}
