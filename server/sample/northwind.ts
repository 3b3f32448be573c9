import type { Core } from '#core';
import type { Context } from '#core/context';
import type { Identity } from '#core/identity';
import { readNorthwind, type Northwind } from '#modules/sample';
import { IMPORTER, makeDepartments, makeEmployees, makeMasters, replay, staffOf } from '#modules/sample';
import { contextsOf, makePeople, programContext, type Made } from './people.ts';

export interface Played {
  readonly data: Northwind;
  readonly users: readonly Made[];
  readonly people: ReadonlyMap<string, Context>;
  /** Milliseconds for entering, delivering and invoicing one order, for each order shipped. */
  readonly orderMs: readonly number[];
}

/** What the owners paid in before the first purchase 实收资本: the sample does not say, so this is ours. */
const CAPITAL = { date: '1996-07-01', amount: '500000.00', bank: '1002', capital: '3001' } as const;

/** Whom the sample makes. */
export function northwindPeople(): readonly { readonly username: string; readonly roles: readonly string[] }[] {
  return staffOf(readNorthwind()).map(({ username, roles }) => ({ username, roles }));
}

/**
 * Fills a company with the Northwind sample: people, masters, the owners' capital, and the whole history played step by step.
 * @param progress told how much of the history is played, and waited for
 * @param passwords chosen for some of the sample's people, by user name; the others get random ones
 */
export async function playNorthwind(
  core: Core,
  identity: Identity,
  company: string,
  progress: (done: number, of: number) => void | Promise<void> = () => {},
  passwords: ReadonlyMap<string, string> = new Map(),
): Promise<Played> {
  const data = readNorthwind();
  const program = programContext(company);
  const { departments, employees } = await core.work(program, IMPORTER, async (work) => {
    const made = await makeDepartments(work);
    return { departments: made, employees: await makeEmployees(work, data, made.get('SALES') ?? '') };
  });
  const staff = staffOf(data);
  const newcomers = staff.map(({ username, name, roles, department, employeeId }) => ({
    username,
    name,
    roles,
    ...at('department', departments.get(department ?? '')),
    ...at('employee', employees.get(employeeId ?? '')),
  }));
  const users = await makePeople(core, identity, company, newcomers, passwords);
  const people = await contextsOf(identity, users);
  const usernames = new Map(staff.flatMap(({ employeeId, username }) => (employeeId === undefined ? [] : [[employeeId, username] as const])));
  const userOf = new Map([...usernames].flatMap(([employee, username]) => {
    const user = users.find((one) => one.username === username);
    return user ? [[employee, user.userId] as const] : [];
  }));
  const masters = await core.work(program, IMPORTER, (work) => makeMasters(work, data, employees, userOf));
  await payInCapital(core, people);
  const { orderMs } = await replay({ gate: core.gate, data, masters, people, sellers: usernames, progress });
  return { data, users, people, orderMs };
}

async function payInCapital({ gate }: Core, people: ReadonlyMap<string, Context>): Promise<void> {
  const accountant = people.get('accountant');
  if (!accountant) throw new Error('the sample has no accountant');
  const account = async (code: string): Promise<string> => {
    const { records } = await gate.list(accountant, 'account', { fields: ['id'], filter: `code == "${code}"` });
    return records[0]?.id ?? '';
  };
  const summary = '投资者投入资本 Capital paid in';
  const voucher = await gate.create(accountant, 'voucher', {
    date: CAPITAL.date,
    summary,
    lines: [
      { account: await account(CAPITAL.bank), summary, debit: CAPITAL.amount },
      { account: await account(CAPITAL.capital), summary, credit: CAPITAL.amount },
    ],
  });
  await gate.act(accountant, 'voucher', voucher.id, 'post', {});
}

function at<K extends string>(name: K, value: string | undefined): { readonly [P in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: string };
}
