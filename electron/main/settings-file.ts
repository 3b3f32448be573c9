import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeDurably } from '#core/vault/durable-file.ts';
import { windowStateSchema } from '../window/bounds.ts';

const settings = z.strictObject({
  lang: z.enum(['zh', 'en']).default('zh'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  window: windowStateSchema.optional(),
  /** Whether to offer the keychain after somebody has unlocked by hand. */
  offerKeychain: z.boolean().default(true),
  /** Hosts that links may lead to, in the system's browser; kept by the firm's administrator. */
  outside: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).max(100).default([]),
  /** The folder of the firm's own server where updates lie; kept by the firm's administrator. */
  updates: z.string().regex(/^https:\/\/[^\s?#]+\/$/).max(500).optional(),
});

/** How the program looks and where its window was: nothing of the business. */
export type Settings = z.infer<typeof settings>;

/** @returns the usual ones where there are none, or none that can be read: looks are no reason not to start */
export function readSettings(file: string): Settings {
  try {
    return settings.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  } catch {
    return settings.parse({});
  }
}

export function saveSettings(file: string, kept: Settings): void {
  writeDurably(file, `${JSON.stringify(settings.parse(kept), null, 2)}\n`);
}
