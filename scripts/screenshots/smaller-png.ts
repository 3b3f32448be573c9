import { crc32, deflateSync, inflateSync } from 'node:zlib';

/* Chromium writes pictures fast, not small. The same picture again, with the filter that suits each line and deflated as hard as may be: no pixel changes. */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Bytes of a pixel: three without transparency, four with it. */
  readonly depth: 3 | 4;
  readonly pixels: Uint8Array;
}

/** @param png of eight bits a channel, in colour, not interlaced (ISO/IEC 15948), as browsers photograph */
export function smallerPng(png: Uint8Array): Buffer {
  const picture = read(Buffer.from(png));
  const written = write(picture);
  return written.length < png.length ? written : Buffer.from(png);
}

/** The pixels of a picture. */
export function read(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  let head: Buffer | undefined;
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') head = body;
    if (kind === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  if (head?.[8] !== 8 || (head[9] !== 2 && head[9] !== 6) || head[12] !== 0) throw new Error('a PNG of another kind');
  const [width, height, depth] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 2 ? 3 : 4] as const;
  const lines = inflateSync(Buffer.concat(parts));
  const stride = width * depth;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const { left, up, corner } = around(pixels, y, x, stride, depth);
      pixels[y * stride + x] = (lines[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return { width, height, depth, pixels };
}

function write({ width, height, depth, pixels }: Picture): Buffer {
  const stride = width * depth;
  const lines = Buffer.alloc((stride + 1) * height);
  const tried = [0, 1, 2, 3, 4].map((filter) => ({ filter, bytes: Buffer.alloc(stride), weight: 0 }));
  for (let y = 0; y < height; y += 1) {
    for (const one of tried) one.weight = 0;
    for (let x = 0; x < stride; x += 1) {
      const { left, up, corner } = around(pixels, y, x, stride, depth);
      for (const one of tried) {
        const byte = ((pixels[y * stride + x] ?? 0) - predict(one.filter, left, up, corner)) & 255;
        one.bytes[x] = byte;
        one.weight += byte < 128 ? byte : 256 - byte;
      }
    }
    // The usual rule of thumb: the filter that leaves the least.
    const best = tried.reduce((a, b) => (b.weight < a.weight ? b : a));
    lines[y * (stride + 1)] = best.filter;
    best.bytes.copy(lines, y * (stride + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, depth === 3 ? 2 : 6, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function around(pixels: Uint8Array, y: number, x: number, stride: number, depth: number): { left: number; up: number; corner: number } {
  const at = y * stride + x;
  return {
    left: x >= depth ? (pixels[at - depth] ?? 0) : 0,
    up: y > 0 ? (pixels[at - stride] ?? 0) : 0,
    corner: y > 0 && x >= depth ? (pixels[at - stride - depth] ?? 0) : 0,
  };
}

function predict(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), body.length + 8);
  return whole;
}
