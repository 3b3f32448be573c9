import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { isPanshiError, type Lang } from '#common/errors';
import { say } from '../words.ts';
import { CHANNELS, channelName, type Answer, type Channel } from './channels.ts';
import { PAYLOADS, type Payload } from './payloads.ts';
import { isTrusted } from './sender.ts';

/** What each call does. */
export type Calls = { readonly [C in Channel]: (from: WebContents, ...args: Payload<C>) => unknown };

interface Caller {
  lang(): Lang;
  isWorkbench(contents: WebContents): boolean;
}

/** The one place where a page's calls come in: sender and payload are checked for all of them alike. */
export function answerCalls(calls: Calls, caller: Caller): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channelName(channel), (event, ...args: unknown[]) => answer(calls, caller, channel, event, args));
  }
}

async function answer<C extends Channel>(calls: Calls, caller: Caller, channel: C, event: IpcMainInvokeEvent, args: readonly unknown[]): Promise<Answer> {
  const refused = (message: string): Answer => ({ ok: false, message });
  const failed = say('failed', caller.lang());
  if (!isTrusted({ isWorkbench: caller.isWorkbench(event.sender), frame: event.senderFrame })) return refused(failed);
  const payload = PAYLOADS[channel].safeParse(args);
  if (!payload.success) return refused(failed);
  try {
    const call: (from: WebContents, ...rest: Payload<C>) => unknown = calls[channel];
    return { ok: true, value: await call(event.sender, ...(payload.data as Payload<C>)) };
  } catch (error) {
    return refused(isPanshiError(error) ? error.text[caller.lang()] : failed);
  }
}
