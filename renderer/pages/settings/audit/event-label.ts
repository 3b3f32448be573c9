import type { ApiOutline } from '#common/api';
import { say } from '#renderer/language';
import type { Entry } from './entry.ts';
import { words } from './words.ts';

const KNOWN = [
  'create', 'update', 'delete', 'import', 'import-undo', 'undo', 'session-sign-in', 'session-sign-out', 'records-export', 'records-print', 'records-unmask', 'report-export', 'audit-export',
  'objects-outline', 'comment-create',
] as const;

/** What happened, in the reader's words: the action of its object, or one of the common events; any other by its name. */
export function eventLabel({ event, object }: Pick<Entry, 'event' | 'object'>, outline: readonly ApiOutline[]): string {
  const action = outline.find((one) => one.name === object)?.actions.find((one) => one.name === event);
  if (action) return say(action.label);
  const known = KNOWN.find((one) => one === event.replaceAll('.', '-'));
  return known === undefined ? event : words(`event-${known}`);
}
