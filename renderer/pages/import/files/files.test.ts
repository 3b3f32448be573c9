// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openFile } from './open-source.ts';
import { decode, guessDelimiter, guessEncoding, parseDelimited } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { csvTemplate, writeTemplate } from './write-xlsx.ts';
import { columnAt, dayOf, isDayFormat, numberOf } from './xlsx-values.ts';

describe('text files', () => {
  it('are read in the encoding they were written in', () => {
    expect(guessEncoding(new TextEncoder().encode('编码,名称'))).toBe('utf-8');
    // 编码 as GBK.
    const gbk = new Uint8Array([0xb1, 0xe0, 0xc2, 0xeb]);
    expect(guessEncoding(gbk)).toBe('gb18030');
    expect(decode(gbk, 'gb18030')).toBe('编码');
    expect(guessEncoding(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toBe('utf-16le');
    // 㐁 has four bytes in GB18030, and none in GBK.
    expect(openFile('订单.csv', new Uint8Array([...gbk, 0x2c, 0x81, 0x39, 0xef, 0x30, 0x0a, 0x31, 0x2c, 0x32])).sheets[0]?.rows).toEqual([['编码', '㐁'], ['1', '2']]);
    const written = new TextEncoder().encode('编码,名称\r\n007,茶\r\n');
    for (const bytes of [written, new Uint8Array([0xef, 0xbb, 0xbf, ...written])]) {
      expect(openFile('订单.csv', bytes)).toMatchObject({ sheets: [{ rows: [['编码', '名称'], ['007', '茶']] }], text: { encoding: 'utf-8' } });
    }
  });

  it('keep quotes, line ends within cells and leading zeros', () => {
    expect(parseDelimited('\uFEFF编码,备注\r\n007,"他说""好"",\n走了"\r\n\r\n')).toEqual([['编码', '备注'], ['007', '他说"好",\n走了']]);
    expect([guessDelimiter('a;b;c\n1;2;3'), guessDelimiter('a\tb,c\n1\t2,3'), guessDelimiter('a,b\n"1;2",3')]).toEqual([';', '\t', ',']);
    expect(parseDelimited('a\rb')).toEqual([['a'], ['b']]);
  });
});

describe('numbers of a workbook', () => {
  it('are days where they are shown as days', () => {
    expect([isDayFormat(14, undefined), isDayFormat(0, undefined), isDayFormat(164, 'yyyy"年"m"月"d"日"'), isDayFormat(165, '#,##0.00"元"'), isDayFormat(166, '[$-804]General'), isDayFormat(167, '[Red]0.0"days"')]).toEqual([
      true, false, true, false, false, false,
    ]);
    // 2026-11-22 is day 46348; day 1 is 1900-01-01, day 61 1900-03-01.
    expect([dayOf(46_348, false), dayOf(46_348.604_166_666_664, false), dayOf(1, false), dayOf(61, false), dayOf(44_886, true)]).toEqual([
      '2026-11-22', '2026-11-22 14:30:00', '1900-01-01', '1900-03-01', '2026-11-22',
    ]);
  });

  it('are written out as people see them', () => {
    expect([numberOf('13.139999999999999', undefined), numberOf('0.1', undefined), numberOf('1E-7', undefined), numberOf('1.5E+21', undefined), numberOf('7', '0000'), numberOf('7', '0.00')]).toEqual([
      '13.14', '0.1', '0.0000001', '1500000000000000000000', '0007', '7',
    ]);
    expect([columnAt('A1'), columnAt('Z9'), columnAt('AB7')]).toEqual([0, 25, 27]);
  });

  it('come back from the template with its headings', () => {
    const [sheet] = readXlsx(writeTemplate('客户/2026', ['编码*', '名称 & <全称>']));
    expect(sheet).toEqual({ name: '客户 2026', rows: [['编码*', '名称 & <全称>']] });
    expect(csvTemplate(['a', 'b,c'])).toBe('\uFEFFa,"b,c"\r\n');
    expect(() => readXlsx(new TextEncoder().encode('no workbook'))).toThrow(RangeError);
  });
});
