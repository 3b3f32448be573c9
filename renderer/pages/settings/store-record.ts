import { host } from '#renderer/host';
import { isConflict, keepMine } from './conflict.ts';

/**
 * Makes a record, or changes the one that was read; where somebody was faster, asks whose changes are kept.
 * @param read what is changed; undefined for a new one
 * @returns whether the values are stored: false where the other's are kept
 */
export async function storeRecord(
  object: string, read: { readonly id: string; readonly version: unknown } | undefined, values: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (read === undefined) {
    await host().create(object, values);
    return true;
  }
  try {
    await host().update(object, read.id, { version: read.version, ...values });
  } catch (error) {
    if (!isConflict(error)) throw error;
    if (!(await keepMine())) return false;
    const { version } = await host().read(object, read.id, ['version']);
    return await storeRecord(object, { id: read.id, version }, values);
  }
  return true;
}
