import type { z } from 'zod';
import { apiError } from './api-error.ts';
import type { Client } from './client.ts';

type Sender = Pick<Client, 'send'>;

/** A call with a JSON body, if any, and an answer that is read by its schema. @throws ApiError for a refusal */
export async function ask<S extends z.ZodType>(client: Sender, schema: S, method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<z.infer<S>> {
  return schema.parse(await (await tell(client, method, path, body, signal)).json());
}

/** A call whose answer is left to the caller: a file, a stream, nothing. @throws ApiError for a refusal */
export async function tell(client: Sender, method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const response = await client.send(method, path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await apiError(response);
  return response;
}

/** A query string with its question mark; members that are undefined are left out. */
export function queryString(params: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
  const written = new URLSearchParams(Object.fromEntries(given)).toString();
  return written === '' ? '' : `?${written}`;
}
