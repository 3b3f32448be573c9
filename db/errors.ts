import { isPanshiError, refuse, type PanshiError } from '#common/errors';

/** Triggers that keep rows standing raise this word, and the table after it. */
export const IMMUTABLE = 'panshi:immutable';

/** What is read of an error of either driver. Values never are: they may be somebody's secret. */
export interface DriverError {
  readonly code: string;
  readonly message: string;
  /** PostgreSQL names these itself. */
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * What a driver threw, as an error that reaches a person; anything that is no database error comes back as it was.
 * Messages hold names of tables and fields, never a value or a statement.
 */
export function storeError(error: unknown): unknown {
  if (isPanshiError(error)) return error;
  const driver = driverError(error);
  if (driver === undefined) return error;
  return known(driver) ?? error;
}

/** The parts of a driver's error, whichever driver; TypeORM wraps it once more. */
export function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('driverError' in error && error.driverError instanceof Error) return driverError(error.driverError);
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  const part = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  return { code: error.code, message: error.message, table: part('table'), column: part('column'), detail: part('detail') };
}

/** Whether the database asks for the whole transaction to be tried again. */
export function isRetryable(error: unknown): boolean {
  const code = driverError(error)?.code;
  return code === '40001' || code === '40P01';
}

function known(driver: DriverError): PanshiError | undefined {
  const { code, message } = driver;
  if (message.includes(IMMUTABLE)) {
    return refuse(
      'forbidden',
      '已入账的行不得修改或删除',
      'rows that have been entered cannot be changed or deleted',
      facts(tableOfTrigger(message)),
    );
  }
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case '23505':
      return duplicate(driver);
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case '23503':
      return refuse(
        'conflict',
        '记录被其他记录引用，或所引用的记录不存在',
        'a record is still referred to, or refers to one that does not exist',
        facts(driver.table),
      );
    case 'SQLITE_CONSTRAINT_NOTNULL':
    case '23502':
      return missing(driver);
    case 'SQLITE_FULL':
    case '53100':
      return refuse(
        'store_broken',
        '磁盘已满，未写入任何内容；请腾出空间后重试',
        'the disk is full and nothing was written; free some space and try again',
      );
    case 'SQLITE_NOTADB':
      return refuse('vault_locked', '密钥与存储文件不符', 'the key does not open this store');
    case '22003':
      return sumTooLarge();
    case 'SQLITE_ERROR':
      return message === 'integer overflow' ? sumTooLarge() : undefined;
    default:
      return byFamily(code);
  }
}

function byFamily(code: string): PanshiError | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code) || ['55P03', '53300', '40001', '40P01'].includes(code)) {
    return refuse('store_busy', '存储正忙，请稍后重试', 'the store is busy; try again in a moment');
  }
  if (/^SQLITE_(CORRUPT|IOERR|CANTOPEN)/.test(code) || /^(XX00[12]|58...)$/.test(code)) {
    return refuse(
      'store_broken',
      '存储文件损坏或无法读写，请从备份恢复',
      'the store is damaged or cannot be read or written; restore a backup',
      { facts: { code } },
    );
  }
  if (/^(08...|57P0[123]|28...|3D000|ECONN\w+|ENOTFOUND|ETIMEDOUT|EPIPE)$/.test(code)) {
    return refuse('store_broken', '无法连接数据库', 'the database cannot be reached', { facts: { code } });
  }
  return undefined;
}

/** SQLite sums in 64 bits; both dialects refuse what does not fit. */
export function sumTooLarge(): PanshiError {
  return refuse('invalid', '数值之和过大，超出可表示的范围', 'a sum is too large to be represented');
}

/** `UNIQUE constraint failed: customer.company_id, customer.tax_number`; PostgreSQL: `Key (company_id, tax_number)=(…) already exists.` */
function duplicate(driver: DriverError): PanshiError {
  const named = /^UNIQUE constraint failed: (.*)$/.exec(driver.message)?.[1]?.split(', ') ?? [];
  const table = driver.table ?? named[0]?.split('.')[0];
  const columns = named.length > 0 ? named.map((name) => name.slice(name.indexOf('.') + 1)) : keyColumns(driver.detail);
  const fields = columns.filter((column) => column !== 'company_id').map(fieldName);
  return refuse('duplicate', '已有相同的记录', 'there is already a record with the same value', {
    fields,
    ...facts(table, columns.join(',')),
  });
}

function missing(driver: DriverError): PanshiError {
  const name = /NOT NULL constraint failed: (.*)$/.exec(driver.message)?.[1];
  const column = driver.column ?? name?.slice(name.indexOf('.') + 1);
  return refuse('invalid', '缺少必填的值', 'a required value is missing', {
    ...(column === undefined ? {} : { fields: [fieldName(column)] }),
    ...facts(driver.table ?? name?.split('.')[0], column),
  });
}

function keyColumns(detail: string | undefined): string[] {
  const list = /^Key \(([^)]*)\)=/.exec(detail ?? '')?.[1];
  return list === undefined ? [] : list.split(', ').map((column) => column.replaceAll('"', ''));
}

function tableOfTrigger(message: string): string | undefined {
  return new RegExp(`${IMMUTABLE}:(\\w+)`).exec(message)?.[1];
}

function facts(table: string | undefined, columns?: string): { facts?: Record<string, string> } {
  const entries = { ...(table === undefined ? {} : { table }), ...(columns ? { columns } : {}) };
  return Object.keys(entries).length > 0 ? { facts: entries } : {};
}

/** `tax_number` is field `taxNumber`. */
function fieldName(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
