import { userInfo } from 'node:os';
import { contextOf, type Context } from '#core/context';

/** Whoever sits at the machine's command line, as the log names them. */
export function commandContext(): Context {
  return contextOf({
    principal: { kind: 'program', userId: null, name: `cli:${accountName()}`, roles: [], department: null, departments: [] },
    company: null,
    terminal: 'cli',
  });
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry for the account, as in some containers.
    return 'unknown';
  }
}
