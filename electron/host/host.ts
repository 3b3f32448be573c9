import { hostService } from './host-service.ts';

/* The entry of the desktop's host, an Electron utility process. Its one argument is the data folder. */

const parent = process.parentPort;
const take = hostService({
  data: process.argv[2] ?? '',
  send: (message) => parent.postMessage(message),
  exit: () => process.exit(0),
});
parent.on('message', ({ data, ports }) => take({ data, ports }));
