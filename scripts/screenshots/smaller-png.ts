import { crc32, deflateSync, inflateSync } from 'node:zlib';

/*
 * Chromium writes pictures fast, not small. The same picture with a palette (ISO/IEC 15948, colour type 3): pages have few colours, and what smooth edges of
 * letters have beyond 256 becomes the nearest of them.
 */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST = 256;
/** Of them, those that are there because they are common. */
const CERTAIN = 96;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** One number a pixel, 0xrrggbb. */
  readonly colours: Uint32Array;
}

/** @param png of eight bits a channel, in colour, not interlaced, as browsers photograph */
export function smallerPng(png: Uint8Array): Buffer {
  return write(read(Buffer.from(png)));
}

function read(png: Buffer): Picture {
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
  const [width, height, depth] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 2 ? 3 : 4];
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * depth, height, depth);
  const colours = Uint32Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * depth;
    return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  });
  return { width, height, colours };
}

/** Each line says how its bytes follow from those to the left and above. */
function unfiltered(lines: Buffer, stride: number, height: number, depth: number): Uint8Array {
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= depth ? (bytes[at - depth] ?? 0) : 0;
      const up = y > 0 ? (bytes[at - stride] ?? 0) : 0;
      const corner = y > 0 && x >= depth ? (bytes[at - stride - depth] ?? 0) : 0;
      bytes[at] = (lines[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return bytes;
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

function write({ width, height, colours }: Picture): Buffer {
  const palette = commonest(colours);
  const places = new Map(palette.map((colour, at) => [colour, at]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[y * width + x] ?? 0;
      let at = places.get(colour);
      if (at === undefined) {
        at = nearest(palette, colour);
        places.set(colour, at);
      }
      lines[y * (width + 1) + 1 + x] = at;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** The commonest colours, and of each kind of colour the commonest: a red mark of few pixels stays red. */
function commonest(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const ordered = [...counts].toSorted((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const chosen = new Set(ordered.slice(0, counts.size <= MOST ? MOST : CERTAIN));
  const kinds = new Set([...chosen].map(kindOf));
  for (const colour of ordered) {
    if (chosen.size >= MOST) break;
    if (kinds.has(kindOf(colour))) continue;
    kinds.add(kindOf(colour));
    chosen.add(colour);
  }
  for (const colour of ordered.slice(0, MOST)) if (chosen.size < MOST) chosen.add(colour);
  return [...chosen];
}

/** Colours whose channels begin with the same three bits look alike. */
function kindOf(colour: number): number {
  return colour & 0xe0e0e0;
}

function nearest(palette: readonly number[], colour: number): number {
  const distance = (other: number): number => {
    const [r, g, b] = [(colour >> 16) - (other >> 16), ((colour >> 8) & 255) - ((other >> 8) & 255), (colour & 255) - (other & 255)];
    // Eyes tell greens apart best, blues worst.
    return 3 * r * r + 6 * g * g + b * b;
  };
  return palette.reduce((best, other, at) => (distance(other) < distance(palette[best] ?? 0) ? at : best), 0);
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), body.length + 8);
  return whole;
}
