import type { z } from 'zod';
import { dashboardContentSchema, viewContentSchema, type DashboardContent, type SavedKind, type ViewContent } from '#common/api';
import { isPanshiError, refuse, type Text } from '#common/errors';
import { fieldsOf, onDay, parseExpression } from '#common/expression';
import type { Access } from '#core/access';
import type { Context } from '#core/context';
import { opensPath } from '#core/records/opens.ts';
import { VisibleRecords } from '#core/records/visible.ts';
import { denied } from '#db/query';
import type { Dialect } from '#db';

type Card = NonNullable<DashboardContent['cards']>[number];
type Content = ViewContent | DashboardContent;

/** What saved items hold, between what a person may keep and what another may know of it. Both by the rights of now, also for what is one's own. */
export interface ContentRights {
  /**
   * What is kept of what a person gives: the names of fields that are not open to them are left out.
   * @throws PanshiError `invalid` for another form, `malformed`, and `field_denied`, `forbidden` or `not_found` for a condition or a card over what is not open
   */
  taken(kind: SavedKind, object: string, given: unknown): Content;
  /** As much of it as the reader may know of; undefined where it is nothing without what they may not. */
  shown(kind: SavedKind, object: string, kept: unknown): Content | undefined;
}

export function contentRights(access: Access, context: Context, dialect: Dialect): ContentRights {
  const visible = new VisibleRecords(access, context);
  const today = context.clock();
  const opens = (object: string, path: string, use: 'show' | 'compute'): boolean => opensPath(access.view(object), path.split('.'), use);

  /** @throws PanshiError `malformed`, `field_denied` for what the reader may not ask by */
  function requireOpen(object: string, filter: string | undefined): void {
    if (filter === undefined || filter.trim() === '') return;
    const paths = fieldsOf(parseExpression(onDay(filter, today))).map((path) => path.join('.'));
    const closed = paths.filter((path) => !opens(object, path, 'compute'));
    if (closed.length > 0) throw denied(closed);
  }

  function openNames(object: string, { columns, sort, group, ...rest }: ViewContent): ViewContent {
    return {
      ...rest,
      ...some('columns', columns, ({ path }) => opens(object, path, 'show')),
      ...some('sort', sort, (key) => opens(object, key.replace(/^-/, ''), 'compute')),
      ...some('group', group, (key) => opens(object, key.replace(/^(?:month|year)\((.+)\)$/, '$1'), 'compute')),
    };
  }

  /** @throws PanshiError as asking for its figures would */
  function requireAsked({ query }: Card): void {
    const { filter, ...rest } = query;
    visible.compiles(dialect, { ...rest, ...(filter === undefined || filter.trim() === '' ? {} : { filter: onDay(filter, today) }) });
  }

  function withOpenLead({ list, ...card }: Card): Card {
    return list !== undefined && access.can(list.object, 'read') && passes(() => requireOpen(list.object, list.filter)) ? { ...card, list } : card;
  }

  return {
    taken(kind, object, given) {
      if (kind === 'view') {
        const content = parsed(viewContentSchema, given);
        requireOpen(object, content.filter);
        return openNames(object, content);
      }
      const content = parsed(dashboardContentSchema, given);
      content.cards?.forEach(requireAsked);
      return content.cards === undefined ? {} : { cards: content.cards.map(withOpenLead) };
    },

    shown(kind, object, kept) {
      if (kind === 'view') {
        const { data = {} } = viewContentSchema.safeParse(kept);
        return passes(() => requireOpen(object, data.filter)) ? openNames(object, data) : undefined;
      }
      const { cards } = dashboardContentSchema.safeParse(kept).data ?? {};
      return cards === undefined ? {} : { cards: cards.filter((card) => passes(() => requireAsked(card))).map(withOpenLead) };
    },
  };
}

/** A list without what is not open; not there at all where nothing is left of it. */
function some<K extends string, T>(name: K, all: readonly T[] | undefined, isOpen: (one: T) => boolean): { [name in K]?: T[] } {
  const open = all?.filter(isOpen);
  if (open === undefined || (open.length === 0 && all?.length !== 0)) return {};
  return { [name]: open } as { [name in K]: T[] };
}

function passes(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isPanshiError(error) && error.status < 500) return false;
    throw error;
  }
}

/** @throws PanshiError `invalid` */
function parsed<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const problems: Record<string, Text> = {};
  for (const { path, message } of read.error.issues.slice(0, 20)) {
    problems[['content', ...path].join('.')] = { zh: `不符合接口约定：${message}`, en: `does not fit the interface: ${message}` };
  }
  throw refuse('invalid', '视图或仪表板的内容不符合接口约定。', 'What the view or dashboard holds does not fit the interface.', { problems });
}
