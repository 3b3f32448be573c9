import { ipcPort, servePort } from '#server/doors';
import { openHost } from '#server/host';
import { CHEAP, PASSPHRASE } from './test-host.ts';

/* A process of its own that serves a data folder over the channel to its parent: as the desktop's host does. */

const host = await openHost({ data: process.argv[2] ?? '', unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
servePort(ipcPort(process), host.handler);
process.once('disconnect', () => void host.close().then(() => process.exit(0)));
process.send?.('ready');
