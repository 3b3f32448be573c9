import type { Parsed } from '../field-kind.ts';

export function problem(zh: string, en: string): Parsed {
  return { ok: false, problem: { zh, en } };
}
