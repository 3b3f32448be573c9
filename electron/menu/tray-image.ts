/** Ink blue, paper and the accent for what needs a person; blue, green, red, as bitmaps have them. */
const INK = [0x5f, 0x3a, 0x1f] as const;
const PAPER = [0xf7, 0xfa, 0xfb] as const;
const ACCENT = [0x1d, 0x6a, 0xd8] as const;

/**
 * The picture in the tray, drawn: a rock on its base, with a dot when notices wait.
 * @param size of its sides, in pixels
 * @returns BGRA, row by row
 */
export function trayImage(size: number, waiting: boolean): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const colour = colourAt((column + 0.5) / size, (row + 0.5) / size, waiting);
      if (colour !== undefined) pixels.set([...colour, 255], (row * size + column) * 4);
    }
  }
  return pixels;
}

/** @param x from left to right @param y from top to bottom, both 0 to 1 */
function colourAt(x: number, y: number, waiting: boolean): readonly [number, number, number] | undefined {
  const dot = Math.hypot(x - 0.8, y - 0.2);
  if (waiting && dot < 0.2) return ACCENT;
  if (waiting && dot < 0.26) return undefined;
  const corner = 0.2;
  const [dx, dy] = [Math.max(corner - x, x - (1 - corner), 0), Math.max(corner - y, y - (1 - corner), 0)];
  if (Math.hypot(dx, dy) > corner) return undefined;
  const rock = y > 0.3 && y < 0.62 && Math.abs(x - 0.5) < 0.14 + (y - 0.3) * 0.5;
  const base = y > 0.68 && y < 0.8 && Math.abs(x - 0.5) < 0.34;
  return rock || base ? PAPER : INK;
}
