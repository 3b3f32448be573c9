import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { A4, type Block, type Grid, type Paper, type PaperCell } from '../layout/paper.ts';

const INK = '#000000';
const RED = '#b3261e';
const RULE = 0.6;
export const FONT = 'NotoSansSC';

/** A node whose place on the pages is known once it is laid out. */
interface Placed {
  positions?: { readonly pageNumber: number }[];
}

/** The paper in pdfmake's words. Nothing of it is read as anything but text. */
export function drawing(paper: Paper): TDocumentDefinitions {
  const starts: Placed[] = [];
  const { side, top, bottom } = paper.margins;
  const width = (paper.orientation === 'portrait' ? A4.width : A4.height) - 2 * side;
  return {
    pageSize: 'A4',
    pageOrientation: paper.orientation,
    pageMargins: [side, top, side, bottom],
    info: { title: paper.title, creator: 'Panshi', producer: 'Panshi' },
    language: paper.lang === 'zh' ? 'zh-CN' : 'en',
    defaultStyle: { font: FONT, fontSize: paper.size, color: INK, lineHeight: 1.05 },
    content: paper.blocks.map((block) => drawn(block, paper, width, starts)),
    ...(paper.foot === undefined ? {} : { footer: (page: number, pages: number) => footer(paper, paper.foot ?? '', numbered(starts, page, pages)) }),
  };
}

function drawn(block: Block, paper: Paper, width: number, starts: Placed[]): Content {
  switch (block.kind) {
    case 'title':
      return title(block, paper, width, starts);
    case 'words':
      return {
        columns: block.cells.map((cell, index) => ({ ...words(cell), width: block.widths[index] ?? '*' })),
        columnGap: 8,
        margin: [0, 0, 0, 2],
      };
    case 'grid':
      return grid(block);
    case 'gap':
      return { text: ' ', fontSize: 1, lineHeight: 1, margin: [0, 0, 0, Math.max(0, block.height - 1)] };
    case 'halves':
      return halves(block, paper, width, starts);
    case 'page':
      return { text: ' ', fontSize: 1, pageBreak: 'before' };
  }
}

function halves({ upper, lower }: Extract<Block, { kind: 'halves' }>, paper: Paper, width: number, starts: Placed[]): Content {
  const half = (blocks: readonly Block[]): TableCell => ({ stack: blocks.map((block) => drawn(block, paper, width, starts)) });
  const { top } = paper.margins;
  return {
    table: {
      widths: ['*'],
      heights: [A4.height / 2 - top, 100],
      body: lower.length === 0 ? [[half(upper)]] : [[half(upper)], [half(lower)]],
    },
    layout: {
      hLineWidth: (line) => (line === 1 && lower.length > 0 ? 0.4 : 0),
      hLineStyle: () => ({ dash: { length: 3, space: 3 } }),
      hLineColor: () => '#888888',
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: (row) => (row === 1 ? top : 0),
      paddingBottom: () => 0,
    },
  };
}

function title(block: Extract<Block, { kind: 'title' }>, paper: Paper, width: number, starts: Placed[]): Content {
  const name: Content & Placed = { text: spaced(block.text, paper.lang), fontSize: 16, bold: true, alignment: 'center' };
  if (block.starts) starts.push(name);
  const half = 78;
  const rules = [0, 2].map((y) => ({ type: 'line' as const, x1: width / 2 - half, y1: y, x2: width / 2 + half, y2: y, lineWidth: RULE }));
  return {
    stack: [
      ...(block.firm === '' ? [] : [{ text: block.firm, fontSize: 12, bold: true, alignment: 'center' as const }]),
      name,
      ...(block.underlined ? [{ canvas: rules, margin: [0, 1, 0, 0] as [number, number, number, number] }] : []),
    ],
    margin: [0, 0, 0, 5],
  };
}

/** A short Chinese title is spread out, as it is printed. */
function spaced(text: string, lang: Paper['lang']): string {
  return lang === 'zh' && [...text].length <= 6 ? [...text].join('\u2002') : text;
}

function words({ text, align, bold, size, red }: PaperCell) {
  return {
    text,
    ...(align === undefined ? {} : { alignment: align }),
    ...(bold === true ? { bold } : {}),
    ...(size === undefined ? {} : { fontSize: size }),
    ...(red === true ? { color: RED } : {}),
  };
}

function grid({ widths, head, rows, rowHeight, boxed }: Grid): Content {
  const cell = (one: PaperCell): TableCell => ({ ...words(one), verticalAlignment: 'middle', ...(one.span === undefined ? {} : { colSpan: one.span }) });
  return {
    table: {
      headerRows: head.length,
      // Otherwise a page may end in a head without rows.
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: [...widths],
      ...(rowHeight === undefined ? {} : { heights: (row: number) => (row < head.length ? Math.min(rowHeight, 22) : rowHeight) - 6 }),
      body: [...head, ...rows].map((row) => row.map(cell)),
    },
    layout: {
      hLineWidth: () => RULE,
      vLineWidth: () => (boxed ? RULE : 0),
      hLineColor: () => INK,
      vLineColor: () => INK,
      paddingLeft: () => 2.7,
      paddingRight: () => 2.7,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
  };
}

/** The page's number within its own document, and how many pages that has. */
export function numbered(starts: readonly Placed[], page: number, pages: number): readonly [number, number] {
  const first = starts.map((node) => node.positions?.[0]?.pageNumber ?? 1);
  const begun = first.findLastIndex((start) => start <= page);
  const start = first[begun] ?? 1;
  const end = (first[begun + 1] ?? pages + 1) - 1;
  return [page - start + 1, end - start + 1];
}

function footer({ lang, margins, size }: Paper, text: string, [page, pages]: readonly [number, number]): Content {
  const place = lang === 'zh' ? `第 ${page} 页　共 ${pages} 页` : `Page ${page} of ${pages}`;
  return {
    columns: [{ text }, { text: place, alignment: 'right' }],
    fontSize: size - 1,
    margin: [margins.side, 10, margins.side, 0],
  };
}
