import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { refuse } from '#common/errors';
import { builtPageHeaders } from './security-headers.ts';

/**
 * The answer to a page's address: `path` as it stands in the URL, percent signs and all.
 * @returns nothing for an address that has no page
 */
export type Pages = (path: string, headers: Headers) => Response | undefined;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Content encodings the build may have made, the smaller first, and how their files end. */
const ENCODINGS = [['br', '.br'], ['gzip', '.gz']] as const;
type Encoding = (typeof ENCODINGS)[number][0];

interface PageFile {
  readonly file: string;
  readonly mediaType: string;
  /** Its name holds a hash of its content, so it never changes. */
  readonly hashed: boolean;
  /** Made smaller by the build, by encoding. */
  readonly smaller: ReadonlyMap<Encoding, string>;
}

/**
 * Serves the built pages of a folder. Only files that were there at the start are ever opened, by the very name they have: whatever else an
 * address may say leads to no file.
 * @throws PanshiError `not_found` for a folder without `index.html`
 */
export function createPages(folder: string): Pages {
  const files = filesOf(folder);
  const start = files.get('/index.html');
  if (start === undefined) throw refuse('not_found', `文件夹中没有已构建的页面：${folder}`, `There are no built pages in ${folder}`);
  return (path, headers) => {
    const name = nameOf(path);
    if (name === undefined || name === '/api' || name.startsWith('/api/')) return undefined;
    const file = files.get(name);
    if (file !== undefined) return answer(file, headers);
    // A program that lacks a file is told so, and not handed a page to choke on; any other address is the pages' own to read.
    return name.startsWith('/assets/') || extname(name).toLowerCase() in MEDIA_TYPES ? undefined : answer(start, headers);
  };
}

/** The address in plain characters; nothing for one that tries to lead elsewhere. */
function nameOf(path: string): string | undefined {
  if (/%2f|%5c/i.test(path)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (!name.startsWith('/') || /[\p{Cc}\\]/u.test(name)) return undefined;
  const steps = name.slice(1).split('/');
  return steps.some((step) => step.startsWith('.')) ? undefined : name;
}

function filesOf(folder: string): ReadonlyMap<string, PageFile> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const known = new Set(found);
  return new Map(
    found.flatMap((file) => {
      const name = `/${relative(folder, file).split(sep).join('/')}`;
      const mediaType = MEDIA_TYPES[extname(file).toLowerCase()];
      if (mediaType === undefined || name.includes('/.')) return [];
      const smaller = new Map(ENCODINGS.filter(([, ending]) => known.has(file + ending)).map(([encoding, ending]) => [encoding, file + ending]));
      return [[name, { file, mediaType, hashed: name.startsWith('/assets/'), smaller }] as const];
    }),
  );
}

function answer(page: PageFile, headers: Headers): Response | undefined {
  const encoding = ENCODINGS.map(([name]) => name).find((name) => page.smaller.has(name) && takes(headers.get('accept-encoding'), name));
  let content: Buffer<ArrayBuffer>;
  try {
    content = readFileSync((encoding === undefined ? undefined : page.smaller.get(encoding)) ?? page.file);
  } catch {
    // Built anew since the start, and this one is gone.
    return undefined;
  }
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  const given = {
    ...builtPageHeaders(page.mediaType, page.hashed ? 'public, max-age=31536000, immutable' : 'no-cache'),
    etag: tag,
    ...(page.smaller.size === 0 ? {} : { vary: 'accept-encoding' }),
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
  if (holds(headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers: given });
  return new Response(content, { headers: { ...given, 'content-length': String(content.length) } });
}

/** Whether the reader takes an encoding (RFC 9110 §12.5.3): named, or covered by `*`, and not at weight zero. */
function takes(header: string | null, encoding: string): boolean {
  const weights = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...params] = part.trim().toLowerCase().split(';');
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((value) => value !== undefined);
      return [name.trim(), Number(weight ?? '1')] as const;
    }),
  );
  return (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
}

/** Whether the reader has this content already (RFC 9110 §13.1.2, by weak comparison). */
function holds(header: string | null, tag: string): boolean {
  return (header ?? '').split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === tag);
}
