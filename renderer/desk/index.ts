export { useNotices } from './notices.ts';
export { useRecent, type Visit } from './recent.ts';
export { useTodo } from './todo.ts';
export { addressOfRecord, keyOfRecord, namesOf } from './record-names.ts';
