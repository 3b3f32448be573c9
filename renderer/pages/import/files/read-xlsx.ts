import { strFromU8, unzipSync } from 'fflate';
import { columnAt, dayOf, isDayFormat, numberOf } from './xlsx-values.ts';
import type { RawCell, Sheet } from './sheet.ts';

/*
 * Reads the cells of a workbook (ECMA-376). A library for all of the format is 950 kB and makes functions of texts, which the content policy of the pages
 * forbids; what an import needs are values.
 */

/** Unpacked, a workbook may be so many bytes: beyond, it is no list that people keep. */
const LARGEST = 200_000_000;

interface Format {
  readonly id: number;
  readonly code: string | undefined;
}

interface Book {
  readonly strings: readonly string[];
  readonly formats: readonly Format[];
  readonly from1904: boolean;
}

/** @throws RangeError for what is no workbook, or one too large to be read in a page */
export function readXlsx(bytes: Uint8Array): readonly Sheet[] {
  let size = 0;
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new RangeError('not a workbook');
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/^xl\/(workbook|sharedStrings|styles|worksheets\/|_rels\/workbook)/.test(name)) return false;
      size += originalSize;
      if (size > LARGEST) throw new RangeError('the workbook is too large');
      return true;
    },
  });
  const part = (name: string): Document | undefined => {
    const file = files[name];
    return file === undefined ? undefined : new DOMParser().parseFromString(strFromU8(file), 'application/xml');
  };
  const workbook = part('xl/workbook.xml');
  if (workbook === undefined) throw new RangeError('not a workbook');
  const places = new Map(elements(part('xl/_rels/workbook.xml.rels'), 'Relationship').map((one) => [one.getAttribute('Id'), one.getAttribute('Target') ?? '']));
  const book: Book = {
    strings: elements(part('xl/sharedStrings.xml'), 'si').map(richText),
    formats: formatsOf(part('xl/styles.xml')),
    from1904: /^(1|true)$/.test(elements(workbook, 'workbookPr')[0]?.getAttribute('date1904') ?? ''),
  };
  return elements(workbook, 'sheet').filter((one) => one.getAttribute('state') === null || one.getAttribute('state') === 'visible').map((one) => {
    const target = places.get(one.getAttribute('r:id') ?? one.getAttributeNS('http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'id')) ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return { name: one.getAttribute('name') ?? '', rows: rowsOf(part(path), book) };
  });
}

function rowsOf(sheet: Document | undefined, book: Book): Sheet['rows'] {
  const rows: RawCell[][] = [];
  let next = 0;
  const data = sheet === undefined ? undefined : child(sheet.documentElement, 'sheetData');
  for (const row of data?.children ?? []) {
    const at = Number(row.getAttribute('r') ?? next + 1) - 1;
    const cells: RawCell[] = [];
    for (const cell of row.children) {
      const column = cell.getAttribute('r') === null ? cells.length : columnAt(cell.getAttribute('r') ?? '');
      while (cells.length < column) cells.push('');
      cells[column] = valueOf(cell, book);
    }
    // Rows far down, left by a stray format, do not make a million empty ones.
    if (cells.every((one) => one === '')) continue;
    while (rows.length < at && at - rows.length < 1000) rows.push([]);
    rows.push(cells);
    next = at + 1;
  }
  return rows;
}

function valueOf(cell: Element, { strings, formats, from1904 }: Book): RawCell {
  const text = child(cell, 'v')?.textContent ?? '';
  switch (cell.getAttribute('t')) {
    case 's':
      return strings[Number(text)] ?? '';
    case 'inlineStr': {
      const inline = child(cell, 'is');
      return inline === undefined ? '' : richText(inline);
    }
    case 'b':
      return text === '1';
    case 'str':
    case 'e':
      return text;
    case 'd':
      return text.replace('T00:00:00', '').replace('T', ' ');
    default: {
      if (text === '') return '';
      const format = formats[Number(cell.getAttribute('s') ?? 0)];
      if (format !== undefined && isDayFormat(format.id, format.code)) return dayOf(Number(text), from1904);
      return numberOf(text, format?.code);
    }
  }
}

/** Texts in several fonts are one text; how characters are read (`rPh`) is none of it. */
function richText(element: Element): string {
  return [...element.children].map((one) => (one.localName === 't' ? one.textContent : one.localName === 'r' ? (child(one, 't')?.textContent ?? '') : '')).join('');
}

function formatsOf(styles: Document | undefined): readonly Format[] {
  const codes = new Map(elements(styles, 'numFmt').map((one) => [Number(one.getAttribute('numFmtId')), one.getAttribute('formatCode') ?? '']));
  const cells = elements(styles, 'cellXfs')[0];
  return [...(cells?.children ?? [])].map((one) => {
    const id = Number(one.getAttribute('numFmtId') ?? 0);
    return { id, code: codes.get(id) };
  });
}

/** By local name: programs differ in the prefixes they write. */
function elements(root: Document | undefined, name: string): readonly Element[] {
  return root === undefined ? [] : [...root.getElementsByTagName('*')].filter((one) => one.localName === name);
}

function child(element: Element, name: string): Element | undefined {
  return [...element.children].find((one) => one.localName === name);
}
