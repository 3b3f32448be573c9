export { createDesk, type Desk, type DeskParts } from './desk.ts';
export type { Drafts } from './drafts.ts';
export type { Notices } from './notices.ts';
export type { Preferences } from './preferences.ts';
export type { SavedItems } from './saved.ts';
export type { TodoList } from './todo.ts';
export { writeNotice, type NewNotice } from './write-notice.ts';
