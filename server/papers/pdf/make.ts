import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Paper } from '../layout/paper.ts';
import { drawing, FONT } from './draw.ts';
import { fontBytes } from './fonts.ts';

/** The part of pdfmake that is used. */
interface PdfMake {
  readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setUrlAccessPolicy(allows: (url: string) => boolean): void;
  setLocalAccessPolicy(allows: (path: string) => boolean): void;
  createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
}

let ready: Promise<PdfMake> | undefined;

/** pdfmake with its fonts, able to read nothing else, whatever a document says. */
async function prepare(): Promise<PdfMake> {
  const { default: pdfmake } = (await import('pdfmake')) as unknown as { readonly default: PdfMake };
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.virtualfs.writeFileSync('normal.ttf', fontBytes('normal'));
  pdfmake.virtualfs.writeFileSync('bold.ttf', fontBytes('bold'));
  pdfmake.setFonts({ [FONT]: { normal: 'normal.ttf', bold: 'bold.ttf' } });
  return pdfmake;
}

/** The paper as a PDF file. Takes a tenth of a second for a page, and keeps its thread busy. */
export async function makePdf(paper: Paper): Promise<Buffer> {
  const pdfmake = await (ready ??= prepare());
  return pdfmake.createPdf(drawing(paper)).getBuffer();
}
