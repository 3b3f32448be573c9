import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/* Documents lead somewhere: every relative link names a file or folder that is there, and every anchor a heading. */

const ROOT = join(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', '.git', '.demo']);
const DOCUMENTS = globSync('**/*.md', { cwd: ROOT, exclude: (name) => SKIPPED.has(name) }).map((name) => name.replaceAll('\\', '/')).toSorted();

interface Document {
  /** Its folder, and its own name, from the root of the project. */
  readonly name: string;
  readonly text: string;
}

const read = (name: string): Document => ({ name, text: readFileSync(join(ROOT, name), 'utf8') });

/** A text without what only shows code. */
function prose(text: string): string {
  return text.replace(/^(```|~~~).*?^\1/gms, '').replace(/`[^`\n]*`/g, (code) => '·'.repeat(code.length));
}

/** Targets of links and images: `[x](target)`, `[x]: target`, `src="target"`. */
function targets(text: string): string[] {
  const found = [/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g, /^\[[^\]]+\]:\s+(\S+)/gm, /\b(?:src|href)="([^"]+)"/g];
  return found.flatMap((pattern) => [...prose(text).matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** Anchors of headings, as GitHub makes them. */
function anchors(text: string): ReadonlySet<string> {
  const made = new Set<string>();
  for (const [, heading = ''] of text.replace(/^(```|~~~).*?^\1/gms, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-');
    let unique = anchor;
    for (let again = 1; made.has(unique); again += 1) unique = `${anchor}-${again}`;
    made.add(unique);
  }
  return made;
}

/** What is wrong with the links of a document. */
function brokenLinks({ name, text }: Document): string[] {
  return targets(text).flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = join(ROOT, dirname(name), decodeURIComponent(path));
    if (relative(ROOT, file).startsWith('..')) return [`${name}: ${target} leads out of the project`];
    if (path !== '' && !existsSync(file)) return [`${name}: ${target} is not there`];
    if (anchor === undefined || (path !== '' && !file.endsWith('.md'))) return [];
    return anchors(path === '' ? text : readFileSync(file, 'utf8')).has(decodeURIComponent(anchor)) ? [] : [`${name}: ${target} names no heading`];
  });
}

describe('documents', () => {
  it('lead somewhere', () => {
    expect(DOCUMENTS).toContain('README.md');
    expect(DOCUMENTS).toContain('docs/guide/administrator.md');
    expect(DOCUMENTS.flatMap((name) => brokenLinks(read(name)))).toEqual([]);
  });

  it('stand in each top folder as a README, and each is reached from the top', () => {
    const linked = targets(read('README.md').text);
    for (const folder of ['common', 'db', 'core', 'modules', 'server', 'renderer', 'electron', 'installer', 'scripts', 'resources', 'tests', 'bench', 'docs']) {
      expect(linked).toContain(`${folder}/README.md`);
      expect(DOCUMENTS).toContain(`${folder}/README.md`);
    }
    const modules = globSync('modules/*/index.ts', { cwd: ROOT }).map((file) => file.split(/[\\/]/)[1] ?? '').filter((name) => name !== 'testing');
    expect(modules.length).toBeGreaterThan(5);
    for (const name of modules) expect(DOCUMENTS).toContain(`modules/${name}/README.md`);
  });

  it('are found out when they do not', () => {
    const text = '# One `two` (3)\n## 备份与恢复\n[a](nowhere.md) [b](#one-two-3) [c](#备份与恢复) [d](#four) `[e](gone.md)`\n```sh\n[f](gone.md)\n```\n![g](../../out.png)\n[h](README.md#find-your-way)';
    expect(brokenLinks({ name: 'example.md', text })).toEqual([
      'example.md: nowhere.md is not there',
      'example.md: #four names no heading',
      'example.md: ../../out.png leads out of the project',
    ]);
  });

  it('name no folder of the machine they were written on', () => {
    expect(DOCUMENTS.filter((name) => /(^|[\s`"'(=])\/(work|root|tmp)\//.test(read(name).text))).toEqual([]);
  });
});
