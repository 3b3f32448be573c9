import { isPanshiError } from '#common/errors';
import type { Context } from '#core/context';
import type { Store } from '#db';
import type { AuditEntry, AuditLog } from './log.ts';

export interface RefusalsParts {
  readonly store: Pick<Store, 'write'>;
  readonly audit: Pick<AuditLog, 'append'>;
}

/**
 * Does what somebody asks for; a refusal for want of rights is put in the log. For what is asked of other rooms than the gate to records, which keeps watch itself.
 * @param asked the words of the log for it, as if it were done
 */
export async function refusedInLog<T>(
  { store, audit }: RefusalsParts, context: Context, asked: Pick<AuditEntry, 'event' | 'object' | 'record' | 'after'>, work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isPanshiError(error) && error.code === 'forbidden') {
      await store.write((transaction) => audit.append(transaction, context, { ...asked, ok: false, reason: error.code }));
    }
    throw error;
  }
}
