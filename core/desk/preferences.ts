import type { Context } from '#core/context';
import type { Store } from '#db';
import { contentOf, contentText } from './content.ts';
import { personOf } from './person.ts';

type Values = Readonly<Record<string, unknown>>;

/** A person's own settings of the workbench, the same in every company and on every machine. */
export interface Preferences {
  read(context: Context): Promise<Values>;
  /** Replaces them as a whole. @throws PanshiError `too_large` */
  keep(context: Context, preferences: Values): Promise<void>;
}

const MOST_BYTES = 64 * 1024;

export function openPreferences(store: Store): Preferences {
  return {
    async read(context) {
      const [row] = await store.reader.rows('SELECT content FROM preference WHERE user_id = ?', [personOf(context)]);
      return row === undefined ? {} : contentOf(String(row[0]));
    },
    async keep(context, preferences) {
      const values = [personOf(context), contentText(preferences, MOST_BYTES), context.clock().toISOString()];
      await store.write((transaction) =>
        transaction.run(
          `INSERT INTO preference (user_id, content, saved_at) VALUES (?, ?, ?)
           ON CONFLICT (user_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
          values,
        ),
      );
    },
  };
}
