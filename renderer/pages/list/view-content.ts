import { viewContentSchema, type ViewContent as Kept } from '#common/api';

/** How a list is looked at: what a saved view keeps, and a person's own arrangement where no view is chosen. */
export type ViewContent = Kept & Required<Pick<Kept, 'columns' | 'frozen' | 'filter' | 'group' | 'archived'>>;

const PLAIN = { columns: [], frozen: 1, filter: '', group: [], archived: false } as const;

/** What was kept, as far as it still can be read. */
export function readContent(kept: unknown): ViewContent {
  const { columns = [], group = [], ...rest } = viewContentSchema.safeParse(kept ?? {}).data ?? {};
  return { ...PLAIN, ...rest, columns, group };
}

/** Whether two arrangements show the same. */
export function sameContent(a: ViewContent, b: ViewContent): boolean {
  return JSON.stringify(viewContentSchema.parse(a)) === JSON.stringify(viewContentSchema.parse(b));
}
