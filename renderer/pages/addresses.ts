/** Addresses of pages, so that no page spells another's. */
export const addressOf = {
  home: '/home',
  list: (object: string, how: { readonly filter?: string; readonly view?: string } = {}): string => withQuery(`/list/${object}`, how),
  board: (object: string): string => `/board/${object}`,
  /** @param from another record to begin as a copy of */
  create: (object: string, how: { readonly from?: string; readonly draft?: string } = {}): string => withQuery(`/new/${object}`, how),
  record: (object: string, id: string): string => `/record/${object}/${id}`,
  report: (report: string, params: Readonly<Record<string, string>> = {}): string => withQuery(`/report/${report}`, params),
  dashboard: (dashboard: string): string => `/dashboard/${dashboard}`,
  import: (object: string): string => `/import/${object}`,
  settings: (section: string): string => `/settings/${section}`,
} as const;

function withQuery(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
