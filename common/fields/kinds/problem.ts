import type { Parsed } from '../kinds.ts';

export function problem(zh: string, en: string): Parsed {
  return { ok: false, problem: { zh, en } };
}
