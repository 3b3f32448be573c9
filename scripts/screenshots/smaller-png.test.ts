import { deflateSync, crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { read, smallerPng } from './smaller-png.ts';

/** A picture as a fast encoder writes it: no filters, hardly deflated. */
function plainPng(width: number, height: number, pixels: Uint8Array): Buffer {
  const chunk = (kind: string, body: Buffer): Buffer => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]), pixels.subarray(y * width * 3, (y + 1) * width * 3)]));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

it('writes the same pixels into fewer bytes', () => {
  const [width, height] = [120, 80];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (Math.floor(at / 3) % width) * 2 + Math.floor(at / 3 / width));
  const before = plainPng(width, height, pixels);
  const after = smallerPng(before);
  expect(after.length).toBeLessThan(before.length);
  expect(Buffer.from(read(after).pixels).equals(Buffer.from(pixels))).toBe(true);
});

it('takes nothing that is not a picture', () => {
  expect(() => smallerPng(Buffer.from('GIF89a..........'))).toThrow('not a PNG');
});
