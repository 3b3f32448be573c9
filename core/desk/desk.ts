import type { Access } from '#core/access';
import type { AuditLog } from '#core/audit';
import type { Context } from '#core/context';
import type { Gate } from '#core/records/gate.ts';
import type { Vault } from '#core/vault';
import type { Store } from '#db';
import { openDrafts, type Drafts } from './drafts.ts';
import { openNotices, type Notices } from './notices.ts';
import { openPreferences, type Preferences } from './preferences.ts';
import { openSaved, type SavedItems } from './saved.ts';
import { openTodo, type TodoList } from './todo.ts';

export interface DeskParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly gate: Gate;
  readonly vault: Vault;
  access(context: Context): Promise<Access>;
}

/** What lies on a person's desk; kept in the host, so that it is there wherever the person signs in, and nowhere else. */
export interface Desk {
  readonly preferences: Preferences;
  readonly drafts: Drafts;
  readonly saved: SavedItems;
  readonly notices: Notices;
  readonly todo: TodoList;
}

export function createDesk(parts: DeskParts): Desk {
  return {
    preferences: openPreferences(parts.store),
    drafts: openDrafts(parts),
    saved: openSaved(parts),
    notices: openNotices(parts),
    todo: openTodo(parts),
  };
}
