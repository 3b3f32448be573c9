import { expect } from 'vitest';

/** What only the program's inside would say. */
const INSIDE =
  /SQLITE_|SqliteError|no such (table|column)|syntax error at|QueryFailed|violates|node_modules|\.ts:\d|\n\s+at |TypeError|RangeError/;

interface Refused {
  readonly status: number;
  readonly code: string;
}

/** Holds an answer against what every refusal is: a 4xx with a code, a sentence, a request id, and not a word about the inside. */
export async function expectClearRefusal(response: Response, what: string): Promise<Refused> {
  const text = await response.text();
  expect(response.status, `${what}: ${text.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
  expect(response.status, `${what}: ${text.slice(0, 300)}`).toBeLessThan(500);
  expect(response.headers.get('content-type'), what).toBe('application/json; charset=utf-8');
  const body = JSON.parse(text) as { error: { code: string; message: string; requestId: string } };
  expect(Object.keys(body), what).toEqual(['error']);
  expect(body.error.code, what).toMatch(/^[a-z_]+$/);
  expect(body.error.message.length, what).toBeGreaterThan(3);
  expect(body.error.requestId, what).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(text, what).not.toMatch(INSIDE);
  return { status: response.status, code: body.error.code };
}
