import { z } from 'zod';
import type { Channel } from './channels.ts';

/** Largest file that goes between page and program. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** A file's name: no path, nothing that a file system reads as more than a name. */
const fileName = z.string().min(1).max(200).regex(/^[^\p{Cc}<>:"/\\|?*]+$/u).refine((name) => !/^\.+$/.test(name) && !/[. ]$/.test(name));
const bytes = z.instanceof(Uint8Array).refine((content) => content.byteLength <= MOST_BYTES);
const nothing = z.tuple([]);

/** The arguments of each call. What is not of this form is refused before anybody looks at it. */
export const PAYLOADS = {
  place: nothing,
  setLanguage: z.tuple([z.enum(['zh', 'en'])]),
  setTheme: z.tuple([z.enum(['system', 'light', 'dark'])]),
  setUnread: z.tuple([z.int().min(0).max(9999)]),
  print: nothing,
  printToPdf: z.tuple([fileName]),
  saveFile: z.tuple([fileName, bytes]),
  openFile: z.tuple([z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).max(20)]),
  copied: nothing,
  keychain: nothing,
  remember: nothing,
  forget: nothing,
  chooseConnection: nothing,
} as const satisfies Record<Channel, z.ZodType>;

export type Payload<C extends Channel> = z.infer<(typeof PAYLOADS)[C]>;
