import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { setFuses } from './index.ts';

/** What stands before the fuses in Electron's binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

describe('fuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'panshi-fuses-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A binary with so many fuses, `1` set and `0` not, as Electron 45 ships the first nine of them. */
  function binary(states: string): string {
    const path = join(folder, `electron-${states}`);
    writeFileSync(path, Buffer.concat([Buffer.from(`machine code ${SENTINEL}`), Buffer.from([1, states.length]), Buffer.from(states), Buffer.from(' more')]));
    return path;
  }
  const wire = (path: string): string => readFileSync(path, 'latin1').split(SENTINEL)[1]?.slice(2).split(' ')[0] ?? '';

  it('are set as the policy says, and read back', async () => {
    const path = binary('101100011');
    await setFuses(path);
    // RunAsNode off, cookies encrypted, NODE_OPTIONS off, inspector off, integrity on, only asar, no own snapshot, no file privileges; the ninth as shipped.
    expect(wire(path)).toBe('010011001');
  });

  it('are refused where one is not decided upon, missing, or gone', async () => {
    await expect(setFuses(binary('1011000111'))).rejects.toThrow('not decided upon: 9');
    await expect(setFuses(binary('10110'))).rejects.toThrow('not long enough');
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'no Electron');
    await expect(setFuses(plain)).rejects.toThrow('sentinel');
  });
});
