export { SessionToken } from './session-token.ts';
