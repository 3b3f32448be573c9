/* What is on a paper, as data: laid out without knowing what draws it. Lengths are points, 72 to the inch. */

export interface PaperCell {
  readonly text: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly bold?: boolean;
  /** Size of the letters; the paper's own when left out. */
  readonly size?: number;
  readonly red?: boolean;
  /** Columns it takes. */
  readonly span?: number;
}

export type Width = number | '*';

/** A table with rules. */
export interface Grid {
  readonly kind: 'grid';
  readonly widths: readonly Width[];
  /** Repeated on every page. */
  readonly head: readonly (readonly PaperCell[])[];
  readonly rows: readonly (readonly PaperCell[])[];
  /** Height of a row at least. */
  readonly rowHeight?: number;
  /** Rules between columns too; otherwise only between rows. */
  readonly boxed: boolean;
}

export type Block =
  /** The name of the document, with the firm above it. `starts`: pages are counted anew from here. */
  | { readonly kind: 'title'; readonly firm: string; readonly text: string; readonly underlined: boolean; readonly starts: boolean }
  /** Words beside each other without rules. */
  | { readonly kind: 'words'; readonly widths: readonly Width[]; readonly cells: readonly PaperCell[] }
  | Grid
  | { readonly kind: 'gap'; readonly height: number }
  /** A page that is cut in two; the lower half may be empty. */
  | { readonly kind: 'halves'; readonly upper: readonly Block[]; readonly lower: readonly Block[] }
  | { readonly kind: 'page' };

export interface Paper {
  /** For the file's properties. */
  readonly title: string;
  readonly lang: 'zh' | 'en';
  readonly orientation: 'portrait' | 'landscape';
  readonly margins: { readonly side: number; readonly top: number; readonly bottom: number };
  readonly size: number;
  readonly blocks: readonly Block[];
  /** What stands at the foot of each page beside its number; none for papers that count by themselves. */
  readonly foot?: string;
}

/** A4, in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;

/** About how wide a text is: Chinese letters are as wide as they are high, others a bit over half. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += /[\u1100-\u115f\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(letter) ? 1 : 0.57;
  return width * size;
}

/** The largest of the sizes at which a text takes at most so many lines; cut off with an ellipsis where it does not at the smallest. */
export function fitted(text: string, width: number, lines: number, sizes: readonly number[]): { readonly text: string; readonly size: number } {
  // Lines break before the edge, so that the last letter of each may be lost.
  const room = (size: number): number => (width - size) * lines;
  const size = sizes.find((one) => textWidth(text, one) <= room(one)) ?? sizes.at(-1) ?? 8;
  if (textWidth(text, size) <= room(size)) return { text, size };
  let short = [...text];
  while (short.length > 1 && textWidth(`${short.join('')}…`, size) > room(size)) short = short.slice(0, -1);
  return { text: `${short.join('')}…`, size };
}
