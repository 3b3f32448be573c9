export { addressOfDraft, objectOfDraft } from './drafts.ts';
export { useNotices } from './notices.ts';
export { useRecent, type Visit } from './recent.ts';
export { addressOfRecord, keyOfRecord, namesOf } from './record-names.ts';
export { useTodo } from './todo.ts';
