import { refuse } from '#common/errors';

/** What may be kept as an attachment. */
export interface FileRules {
  /** Largest file in bytes. */
  readonly largest: number;
  /** Media types taken. */
  readonly types: ReadonlySet<string>;
}

export const USUAL_RULES: FileRules = {
  largest: 50 * 1024 * 1024,
  types: new Set([
    'application/pdf',
    'application/ofd',
    'application/xml',
    'text/xml',
    'application/zip',
    'application/json',
    'text/plain',
    'text/csv',
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/octet-stream',
  ]),
};

/** What content of a type begins with, for the types that a viewer opens by itself. */
const BEGINS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['25504446'],
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
  'image/webp': ['52494646'],
  'application/zip': ['504b0304', '504b0506'],
};

/** Programs by their first bytes: Windows, Linux, macOS (in either order of bytes), Java and fat binaries, scripts. None is an attachment, whatever it calls itself. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '2321'];

/** What a system runs, or a browser shows as a page, when it is opened: by what its name ends in, whatever is in it. */
const RISKY = new Set([
  ...['exe', 'dll', 'com', 'scr', 'pif', 'cpl', 'ocx', 'sys', 'msi', 'msp', 'mst', 'msc', 'appx', 'msix', 'application', 'gadget', 'xll'],
  ...['bat', 'cmd', 'ps1', 'psm1', 'psd1', 'ps1xml', 'vb', 'vbs', 'vbe', 'js', 'jse', 'mjs', 'cjs', 'ws', 'wsf', 'wsc', 'wsh', 'sct', 'hta', 'reg', 'inf', 'scf'],
  ...['lnk', 'url', 'website', 'desktop', 'webloc', 'chm', 'hlp', 'jar', 'jnlp', 'sh', 'bash', 'csh', 'command', 'app', 'pkg', 'dmg', 'deb', 'rpm', 'apk', 'run', 'appimage'],
  ...['py', 'pyc', 'pyw', 'pl', 'rb', 'php', 'iso', 'img', 'vhd', 'vhdx'],
  ...['htm', 'html', 'xhtml', 'xht', 'shtml', 'mht', 'mhtml', 'svg', 'svgz'],
]);

/** The media type alone, without parameters. @throws PanshiError `unsupported_media` */
export function requireType(rules: FileRules, contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!rules.types.has(type)) {
    throw refuse('unsupported_media', `不接受此类型的附件：${type.slice(0, 100)}`, `Attachments of this type are not taken: ${type.slice(0, 100)}`);
  }
  return type;
}

/**
 * The file's own name, without folders.
 * @throws PanshiError `invalid` for an empty or risky one
 */
export function requireFileName(given: string): string {
  // Windows drops dots and blanks at the end: `a.exe.` is a program there.
  const name = given.normalize('NFC').split(/[\\/]/).at(-1)?.replace(/[\p{Cc}\p{Cf}]/gu, '').trim().replace(/[.\s]+$/u, '') ?? '';
  if (name === '' || [...name].length > 200 || !name.isWellFormed()) {
    throw refuse('invalid', '附件名称无效。', 'The name of the attachment is not valid.', { fields: ['name'] });
  }
  if (RISKY.has(/\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '')) throw refuse('unsupported_media', '不接受可执行的附件。', 'Attachments that can run are not taken.');
  return name;
}

/** Holds the first bytes against the type. @throws PanshiError `unsupported_media` */
export function requireContent(type: string, start: Uint8Array): void {
  const hex = Buffer.from(start.subarray(0, 16)).toString('hex');
  const begins = BEGINS[type];
  const fits = begins === undefined || begins.some((one) => hex.startsWith(one));
  if (!fits || PROGRAMS.some((program) => hex.startsWith(program))) {
    throw refuse('unsupported_media', '附件内容与其类型不符，或为可执行程序。', 'The content does not fit its type, or is a program.');
  }
}
