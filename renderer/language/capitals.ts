import nzh from 'nzh/cn';

/**
 * An amount as it is written on a voucher 大写金额 (会计基础工作规范 第五十二条): 人民币壹仟元整.
 * @param value decimal string in yuan, two places at most
 */
export function amountInCapitals(value: string): string {
  const plain = value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  const written = nzh.toMoney(plain);
  return written.endsWith('角') ? `${written}整` : written;
}
