import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bytes = (name: string): Buffer => readFileSync(join(import.meta.dirname, name));

/** Width and height of a PNG, which stand at byte 16. */
function sizeOf(png: Buffer): number[] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('the icon is there as Linux wants it', () => {
  expect(sizeOf(bytes('icon.png'))).toEqual([512, 512]);
});

test('the icon is there as Windows wants it, in every size from 16 to 256', () => {
  const ico = bytes('icon.ico');
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const pictures = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    return { said: ico.readUInt8(at) || 256, is: sizeOf(ico.subarray(offset, offset + length)) };
  });
  expect(pictures.map(({ said }) => said)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  for (const { said, is } of pictures) expect(is).toEqual([said, said]);
});
