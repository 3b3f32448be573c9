import { isPanshiError, refuse, type PanshiError } from '#common/errors';
import type { Context } from '#core/context';
import { Caller, type GateParts } from './caller.ts';
import { worthLogging } from './history.ts';
import { missing } from './missing.ts';
import { isStorable, writtenNames } from './storable.ts';
import { wrongState } from './unit.ts';

/** What is asked for: the words of the log for it. */
export interface Asked {
  readonly event: string;
  readonly object: string;
  readonly record?: string;
}

export type Watched = <T>(context: Context, asked: Asked, work: () => Promise<T>) => Promise<T>;

/** Does what was asked for; a refusal that matters is put in the log, after the work has been rolled back. */
export function watch(parts: GateParts): Watched {
  const { store, audit } = parts;
  return async (context, asked, work) => {
    try {
      if (asked.record !== undefined && !isStorable(asked.record)) throw missing(parts.registry().definition(asked.object));
      return await work();
    } catch (error) {
      if (!isPanshiError(error)) throw error;
      if (worthLogging(error)) {
        const after = error.details?.fields ? { fields: writtenNames(error.details.fields) } : null;
        await store.write((transaction) => audit.append(transaction, context, { ...asked, ok: false, reason: error.code, after }));
      }
      throw await fit(error, context, asked);
    }
  };

  /** The refusal as its reader may know it. */
  async function fit(error: PanshiError, context: Context, asked: Asked): Promise<Error> {
    const { fields, discreet: words } = error.details ?? {};
    if (words) {
      const { visible } = await Caller.of(parts, context);
      const sees = words.fields.every((field) => visible.opens(words.object, [field], 'compute'));
      return sees ? error : refuse(error.code, words.text.zh, words.text.en, fields && { fields });
    }
    return error.code === 'wrong_state' ? await discreet(error, context, asked) : error;
  }

  /** The refusal without the state, for who may not read it. */
  async function discreet(error: Error, context: Context, { event, object, record }: Asked): Promise<Error> {
    if (record === undefined) return error;
    const caller = await Caller.of(parts, context);
    const definition = caller.definition(object);
    const grants = await caller.rights.covering(store.reader, definition, record, 'read');
    return caller.rights.opens(grants, object, ['state']) ? error : wrongState(definition, undefined, event);
  }
}
