import { explainAccess } from './explain-access.ts';
import type { Person, Scene } from './open-scene.ts';

/** One of each kind of page, with the person whose page it is, and what is done there until all of it is to be seen. */
export interface PageKind {
  readonly name: string;
  readonly username: string;
  /** Address of the page, or what finds it. */
  readonly at: (scene: Scene) => Promise<string>;
  /** What has to be there: a page that is empty pleases every check. */
  readonly shows: string;
  readonly then?: (person: Person) => Promise<void>;
  /** Not in the documents: another one shows as much. */
  readonly unpublished?: true;
}

const fixed = (path: string) => () => Promise.resolve(path);

/** The newest record of an object. */
function newest(username: string, object: string, filter?: string) {
  return async (scene: Scene): Promise<string> => {
    const client = await scene.client(username);
    const { records } = await client.list(object, { fields: ['id'], limit: 1, sort: ['-createdAt'], ...(filter === undefined ? {} : { filter }) });
    return `/record/${object}/${records[0]?.id ?? ''}`;
  };
}

async function write(person: Person): Promise<void> {
  for (const text of ['ernsh', 'p001', '12', 'p002', '3']) {
    await person.page.keyboard.type(text);
    await person.page.keyboard.press('Enter');
    await person.settled();
  }
}

export const PAGE_KINDS: readonly PageKind[] = [
  { name: 'home', username: 'sales.manager', at: fixed('/home'), shows: '[data-part=home]' },
  { name: 'list', username: 'sales.manager', at: fixed('/list/sales-order'), shows: '[data-part=list] [data-line] [role=gridcell]' },
  { name: 'record', username: 'sales.manager', at: newest('sales.manager', 'sales-order', 'deliveryState == "full"'), shows: '[data-part=record] [data-part=flow]', then: async ({ page, settled }) => {
    await page.locator('[data-side=history]').click();
    await settled();
  } },
  { name: 'customer', unpublished: true, username: 'sales.manager', at: newest('sales.manager', 'customer', 'code == "ERNSH"'), shows: '[data-part=record] [data-part=related-lists]' },
  { name: 'entry', username: 'sales.manager', at: fixed('/new/sales-order'), shows: '[data-part=entry] [data-row="0"]', then: write },
  { name: 'board', username: 'sales.manager', at: fixed('/board/opportunity'), shows: '[data-part=board] [data-part=card]' },
  { name: 'report', username: 'accountant', at: fixed('/report/trial-balance'), shows: '[data-part=report] [data-line] [role=gridcell]' },
  { name: 'voucher', username: 'accountant', at: newest('accountant', 'voucher'), shows: '[data-part=record] [data-row="0"]' },
  { name: 'dashboard', username: 'general.manager', at: fixed('/dashboard/sales'), shows: '[data-part=dashboard] [data-part=card]' },
  { name: 'import', username: 'sales.manager', at: fixed('/import/customer'), shows: '[data-part=import]' },
  { name: 'users', unpublished: true, username: 'system.officer', at: fixed('/settings/users'), shows: '[data-part=settings]' },
  { name: 'roles', username: 'security.officer', at: fixed('/settings/roles'), shows: '[data-part=settings]' },
  { name: 'access', username: 'security.officer', at: fixed('/settings/access'), shows: '[data-part=access]', then: (officer) => explainAccess(officer, { person: 'sales.clerk', object: 'customer', record: 'ERNSH' }) },
  { name: 'fields', unpublished: true, username: 'system.officer', at: fixed('/settings/fields'), shows: '[data-part=settings]' },
  { name: 'audit', username: 'auditor', at: fixed('/settings/audit'), shows: '[data-part=settings]' },
  { name: 'command', username: 'sales.manager', at: fixed('/home'), shows: '[data-part=command]', then: async ({ page, settled }) => {
    await page.keyboard.press('Control+k');
    await page.locator('[data-part=command] input').fill('ern');
    await settled();
  } },
  { name: 'filter', unpublished: true, username: 'sales.manager', at: fixed('/list/customer'), shows: '[data-part=filter]', then: async ({ page, settled }) => {
    await page.keyboard.press('F3');
    await page.locator('[data-part=filter]').waitFor();
    await settled();
  } },
];

/** Opens a page of a kind and waits until it is all there. */
export async function openKind(scene: Scene, person: Person, kind: PageKind): Promise<void> {
  await person.go(await kind.at(scene));
  await kind.then?.(person);
  await person.page.locator(`${kind.shows} >> visible=true`).first().waitFor();
}
