import { Readable } from 'node:stream';
import type { FileFormat } from '#common/api';
import { formPaper, linePathsOf, listColumns, madeLine, pathsOf, reportNames, sheetOf, sheetPaper, spreadsheet, voucherPaper, writtenValue, type Form } from '#server/papers';
import type { ListRequest, VisibleRecord } from '#core/records/gate.ts';
import { download } from './answers.ts';
import type { SignedCall } from './call.ts';
import { csvStream } from './csv.ts';
import type { HandlerParts } from './parts.ts';

/* Answers that are files: lists, reports, prints. */

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** A report as a file. */
export async function reportFile(call: SignedCall, parts: HandlerParts, name: string, params: Readonly<Record<string, string>>, format: FileFormat): Promise<Response> {
  const { context, lang } = call;
  const { gate } = parts;
  const { label, answer } = await gate.takeReport(context, name, params, format);
  const questions = (await gate.reports(context)).find((report) => report.name === name)?.params ?? [];
  const [letterhead, names] = await Promise.all([gate.letterhead(context), reportNames(gate, context, questions, params)]);
  const sheet = sheetOf({ label, answer, questions, params, names, letterhead, at: context.clock(), lang });
  const file = `${sheet.title}.${format}`;
  if (format === 'pdf') return bytes(await parts.press.print(sheetPaper(sheet, lang)), TYPES.pdf, file);
  if (format === 'xlsx') return stream(spreadsheet(sheet, lang), TYPES.xlsx, file);
  async function* rows(): AsyncIterable<readonly unknown[]> {
    for (const row of sheet.rows) {
      yield sheet.columns.map(({ name: column, kind, values }) => (kind === 'choice' ? writtenValue(row[column], kind, lang, values) : row[column]));
    }
  }
  const header = sheet.columns.map((column) => column.label);
  return csvFile(header, rows(), file);
}

/** A list as a spreadsheet: an export, with its own right and entry in the log. */
export async function listSheet(call: SignedCall, parts: HandlerParts, object: string, request: ListRequest): Promise<Response> {
  const { context, lang } = call;
  const { gate } = parts;
  const view = await gate.object(context, object);
  const columns = await listColumns(gate, context, object, request.fields);
  const rows = gate.export(context, object, { ...request, fields: columns.map(({ name }) => name) })[Symbol.asyncIterator]();
  // The first row is asked for before the answer begins, so that a refusal is an answer of its own.
  const first = await rows.next();
  async function* all(): AsyncIterable<VisibleRecord> {
    for (let row = first; row.done !== true; row = await rows.next()) yield row.value;
  }
  const letterhead = await gate.letterhead(context);
  const spread = { title: view.label[lang], firm: letterhead.company, about: [], made: madeLine(letterhead, context.clock(), lang), columns, rows: all() };
  return stream(spreadsheet(spread, lang), TYPES.xlsx, `${view.label[lang]}.xlsx`);
}

/** Records on paper. */
export async function printed(call: SignedCall, parts: HandlerParts, form: Form, ids: readonly string[]): Promise<Response> {
  const { context, lang } = call;
  const { gate } = parts;
  const wanted = { form: form.name, fields: pathsOf(form), lines: { child: form.child, fields: linePathsOf(form) } };
  const records = await gate.print(context, form.object, ids, wanted);
  const letterhead = await gate.letterhead(context);
  const paper = form.layout === 'voucher' ? voucherPaper(form, records, letterhead, lang) : formPaper(form, records, letterhead, lang);
  const [only] = records;
  const number = records.length === 1 && typeof only?.values['number'] === 'string' ? ` ${only.values['number']}` : '';
  return bytes(await parts.press.print(paper), TYPES.pdf, `${form.label[lang]}${number}.pdf`);
}

/** @param rows each as long as the header */
export function csvFile(header: readonly string[], rows: AsyncIterable<readonly unknown[]>, name: string): Response {
  return stream(Readable.from(csvStream(header, rows)).map((text: string) => Buffer.from(text, 'utf8')), TYPES.csv, name);
}

function stream(source: Readable, type: string, name: string): Response {
  return download(Readable.toWeb(source) as ReadableStream<Uint8Array>, type, name);
}

function bytes(content: Uint8Array, type: string, name: string): Response {
  return stream(Readable.from([content]), type, name);
}
