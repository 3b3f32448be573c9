export { answerCalls } from './answer-calls.ts';
export type { Calls } from './answer-calls.ts';
export { COMMAND_EVENT, LOCK_EVENT } from './channels.ts';
