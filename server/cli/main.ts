import { CommanderError } from 'commander';
import { panshi } from './panshi.ts';
import { complain } from './print.ts';

// Whoever read our output has had enough, as `head` has: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Exit status: 0 done, 1 refused or failed, 2 wrong usage. */
try {
  process.exitCode = await panshi(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = complain(error);
}
