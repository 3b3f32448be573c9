import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { smallerPng } from './smaller-png.ts';

/** A picture as a fast encoder writes it: each line after the one above, hardly deflated. */
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
  const stride = width * 3;
  const lines = Array.from({ length: height }, (_, y) => Buffer.concat([
    Buffer.from([2]), Buffer.from(pixels.subarray(y * stride, (y + 1) * stride).map((byte, x) => byte - (y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0)))),
  ]));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

/** The bytes of a picture with a palette, red, green and blue of each pixel. */
function pixelsOf(png: Buffer, width: number): number[] {
  const body = (kind: string): Buffer => {
    const at = png.indexOf(kind, 0, 'latin1');
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  };
  const [palette, lines] = [body('PLTE'), inflateSync(body('IDAT'))];
  return [...lines].flatMap((place, at) => (at % (width + 1) === 0 ? [] : [...palette.subarray(place * 3, place * 3 + 3)]));
}

it('keeps every pixel of a picture with few colours', () => {
  const [width, height] = [16, 12];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7) % 96);
  expect(pixelsOf(smallerPng(plainPng(width, height, pixels)), width)).toEqual([...pixels]);
});

it('gives a rare colour the nearest of the common ones', () => {
  // 256 greys four times each, and one pixel of almost white.
  const greys = Array.from({ length: 1024 }, (_, at) => [at % 256, at % 256, at % 256]).flat();
  const pixels = Uint8Array.from([...greys, 250, 255, 254]);
  expect(pixelsOf(smallerPng(plainPng(1025, 1, pixels)), 1025).slice(-3)).toEqual([253, 253, 253]);
});

it('takes nothing that is not a picture', () => {
  expect(() => smallerPng(Buffer.from('GIF89a..........'))).toThrow('not a PNG');
});
