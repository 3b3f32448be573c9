/** What spreadsheets take for UTF-8 instead of guessing. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A CSV file (RFC 4180) as a stream.
 * @param rows each as long as the header
 */
export async function* csvStream(header: readonly string[], rows: AsyncIterable<readonly unknown[]>): AsyncIterable<string> {
  yield BYTE_ORDER_MARK + csvLine(header);
  let text = '';
  for await (const row of rows) {
    text += csvLine(row);
    if (text.length > 32_768) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** One cell; a text that a spreadsheet would run as a formula is written as text (OWASP, CSV injection). Numbers keep their sign. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const written = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(written) && !/^-?\d+(\.\d+)?$/.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
