export { fitted, textWidth, type Block, type Paper, type PaperCell } from './paper.ts';
export { capitals, grouped, isDecimal, isNumber, localTime, valueCell, writtenValue, type ValueKind, type Values } from './written.ts';
export { formPaper } from './form-paper.ts';
export { voucherPaper } from './voucher-paper.ts';
export { sheetPaper } from './sheet-paper.ts';
