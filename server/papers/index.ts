export { FORMS, linePathsOf, pathsOf, type Form } from './forms/index.ts';
export { formPaper, sheetPaper, voucherPaper, writtenValue, type Paper } from './layout/index.ts';
export { listColumns } from './list-columns.ts';
export { PdfPress } from './pdf-press.ts';
export { madeLine, sheetOf, type Sheet, type SheetColumn } from './sheet.ts';
export { reportNames } from './report-names.ts';
export { spreadsheet } from './spreadsheet.ts';
