import type { Component } from 'vue';
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router';

export type PageProps = Readonly<Record<string, string>>;
type Loader = () => Promise<{ readonly default: Component }>;

/** Every kind of page, loaded when first needed. Path parameters are its properties; what follows `?` is too. One that goes on stays the same page at all its addresses. */
const PAGES: readonly { readonly path: string; readonly load: Loader; readonly goesOn?: boolean }[] = [
  { path: '/home', load: () => import('./home/HomePage.vue') },
  { path: '/list/:object', load: () => import('./list/ListPage.vue') },
  { path: '/board/:object', load: () => import('./board/BoardPage.vue') },
  { path: '/new/:object', load: () => import('./record/RecordPage.vue') },
  { path: '/record/:object/:id', load: () => import('./record/RecordPage.vue') },
  { path: '/report/:report', load: () => import('./report/ReportPage.vue'), goesOn: true },
  { path: '/dashboard/:dashboard', load: () => import('./dashboard/DashboardPage.vue') },
  { path: '/import/:object', load: () => import('./import/ImportPage.vue') },
  { path: '/settings/:section', load: () => import('./settings/SettingsPage.vue') },
  { path: '/:rest(.*)', load: () => import('./NowherePage.vue') },
];

const pages = new Map(PAGES.map((page) => [page.path, page]));
const routes: RouteRecordRaw[] = PAGES.map(({ path }) => ({ path, component: {} }));

/** Only says which page an address means: what is in front is the tabs' business. */
const matcher = createRouter({ history: createMemoryHistory(), routes });

/** The page at an address. Two addresses with the same key are the same page, which goes on. */
export async function pageAt(path: string): Promise<{ component: Component; props: PageProps; key: string }> {
  const route = matcher.resolve(path);
  const pattern = route.matched[0]?.path ?? '';
  const page = pages.get(pattern);
  if (page === undefined) throw new Error(`no page at ${path}`);
  const given = [...Object.entries(route.query), ...Object.entries(route.params)];
  const props = Object.fromEntries(given.map(([name, value]) => [name, String(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))]));
  return { component: (await page.load()).default, props, key: page.goesOn === true ? pattern : path };
}
