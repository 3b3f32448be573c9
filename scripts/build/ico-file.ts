/** A square picture. */
export interface IconPicture {
  /** Pixels, 256 at most. */
  readonly size: number;
  readonly png: Uint8Array;
}

const HEAD = 6;
const ENTRY = 16;

/** Windows' icon file: a list of pictures in several sizes, each a whole PNG (read by Windows Vista and later). */
export function icoFile(pictures: readonly IconPicture[]): Buffer {
  const head = Buffer.alloc(HEAD + ENTRY * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = HEAD + ENTRY * index;
    // One byte for each side, in which 0 says 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}
