import type { Context } from '#core/context';
import type { Reader, StoredRow, Transaction } from '#db';

/** One import as it is kept. */
export interface StoredImport {
  readonly id: string;
  readonly at: string;
  readonly object: string;
  readonly source: string;
  readonly count: number;
  readonly userId: string;
  readonly undoneAt: string | null;
  /** The records it made. */
  readonly ids: readonly string[];
}

const COLUMNS = '"id", "at", "object", "source", "count", "user_id", "undone_at"';
const MOST = 200;

/** The imports of the company worked in. */
export class ImportLedger<R extends Reader = Reader> {
  readonly #reader: R;
  readonly #context: Context;
  readonly #company: string;

  constructor(reader: R, context: Context) {
    this.#reader = reader;
    this.#context = context;
    this.#company = context.company ?? '';
  }

  /** Those of the person, and all of some objects; the latest first, without the records they made. */
  async of(objects: readonly string[]): Promise<StoredImport[]> {
    const theirs = objects.length === 0 ? '' : ` OR "object" IN (${objects.map(() => '?').join(', ')})`;
    const text = `SELECT ${COLUMNS} FROM "import_batch" WHERE "company_id" = ? AND ("user_id" = ?${theirs}) ORDER BY "at" DESC, "id" DESC LIMIT ${MOST}`;
    return (await this.#reader.rows(text, [this.#company, this.#context.principal.userId ?? '', ...objects])).map((row) => read(row));
  }

  async find(id: string): Promise<StoredImport | undefined> {
    const text = `SELECT ${COLUMNS}, "ids" FROM "import_batch" WHERE "id" = ? AND "company_id" = ?`;
    const [row] = await this.#reader.rows(text, [id, this.#company]);
    return row && { ...read(row), ids: JSON.parse(String(row[7])) as string[] };
  }

  async enter(this: ImportLedger<Transaction>, made: Pick<StoredImport, 'id' | 'object' | 'source' | 'ids'>): Promise<void> {
    const { clock, principal } = this.#context;
    await this.#reader.run('INSERT INTO "import_batch" ("id", "company_id", "user_id", "at", "object", "source", "count", "ids") VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
      made.id, this.#company, principal.userId ?? '', clock().toISOString(), made.object, made.source, made.ids.length, JSON.stringify(made.ids),
    ]);
  }

  /** The records of a later part, in the order in which they were made. */
  async extend(this: ImportLedger<Transaction>, { id, ids }: Pick<StoredImport, 'id' | 'ids'>, more: readonly string[]): Promise<void> {
    const all = [...ids, ...more];
    await this.#reader.run('UPDATE "import_batch" SET "count" = ?, "ids" = ? WHERE "id" = ?', [all.length, JSON.stringify(all), id]);
  }

  async close(this: ImportLedger<Transaction>, id: string): Promise<void> {
    await this.#reader.run('UPDATE "import_batch" SET "undone_at" = ? WHERE "id" = ?', [this.#context.clock().toISOString(), id]);
  }
}

function read([id, at, object, source, count, userId, undoneAt]: StoredRow): StoredImport {
  return {
    id: String(id), at: String(at), object: String(object), source: String(source), count: Number(count), userId: String(userId),
    undoneAt: typeof undoneAt === 'string' ? undoneAt : null, ids: [],
  };
}
