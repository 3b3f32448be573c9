import { describe, expect, it } from 'vitest';
import { requireContent, requireFileName } from './file-rules.ts';

const REFUSED = expect.objectContaining({ code: 'unsupported_media' });

describe('the name of an attachment', () => {
  it.each(['a.exe', 'a.EXE', 'a.exe.', 'a.exe. .', ' a.exe\u00a0', 'a.ex\u200be', 'a.pdf.pif', 'a.url', 'a.reg', 'a.mht', 'a.xhtml', 'a.chm', 'a.desktop', 'a.iso', 'folder/a.cmd'])(
    'is none of a program or a page: %j', (name) => {
      expect(() => requireFileName(name)).toThrow(REFUSED);
    });

  it.each([
    ['合同.pdf', '合同.pdf'], ['..\\..\\合同.docx', '合同.docx'], ['/etc/passwd', 'passwd'], ['会议 10:30 纪要.txt', '会议 10:30 纪要.txt'], ['报告...', '报告'],
    ['exe', 'exe'], ['www.exe 说明.txt', 'www.exe 说明.txt'], ['a\r\nX: y.txt', 'aX: y.txt'],
  ])('is kept without folders and what cannot be seen: %j', (given, kept) => {
    expect(requireFileName(given)).toBe(kept);
  });

  it.each(['', '.', '..', ' . ', '/', '\u200b'])('is there: %j', (name) => {
    expect(() => requireFileName(name)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

describe('the content of an attachment', () => {
  it.each(['4d5a9000', '7f454c46', 'cffaedfe0c000001', 'cefaedfe', 'feedfacf', 'cafebabe', '23212f62'])('is no program: %s', (hex) => {
    expect(() => requireContent('application/octet-stream', Buffer.from(hex, 'hex'))).toThrow(REFUSED);
  });
});
