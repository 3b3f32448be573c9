import { expect } from 'vitest';
import { ApiError } from '#common/api';

/** Waits for a call to be refused. @returns the refusal */
export async function refusal(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) {
      expect(error.requestId, `request id of ${error.code}`).toMatch(/^[0-9a-f-]{36}$/);
      return error;
    }
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Waits for all of these to be refused, whichever comes first. */
export async function refusals(...calls: readonly Promise<unknown>[]): Promise<readonly ApiError[]> {
  return await Promise.all(calls.map(refusal));
}

/** Expects `field_denied` that names exactly these fields. */
export async function expectDenied(call: Promise<unknown>, ...fields: string[]): Promise<void> {
  const refused = await refusal(call);
  expect(refused).toMatchObject({ status: 403, code: 'field_denied', details: { fields } });
}
