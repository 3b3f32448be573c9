import { openHost } from '#server/host';
import { ipcPort, servePort } from '#server/doors';
import { CHEAP, PASSPHRASE } from './people.ts';

/*
 * A host in a process of its own, reached through the channel to its parent and nothing else: what the desktop's utility process is.
 * `node port-host.ts <data folder>`; says `ready`, ends on `close`.
 */

const [, , data] = process.argv;
if (data === undefined || process.send === undefined) throw new Error('to be forked with a data folder');
const send = process.send.bind(process);

const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, origins: ['panshi://app'] });
servePort(ipcPort(process), host.handler);
process.on('message', (value) => {
  if (value === 'close') void host.close().then(() => process.exit(0));
});
send('ready');
