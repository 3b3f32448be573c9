import { isOwnAddress } from '../policy/index.ts';

/** Who sent a call, as Electron says. */
export interface Sender {
  /** Whether it is one of the program's workbench windows. */
  readonly isWorkbench: boolean;
  /** Its frame; null once it has gone elsewhere. */
  readonly frame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a call is taken: from the main frame of a workbench, while it shows one of the own pages. */
export function isTrusted({ isWorkbench, frame }: Sender): boolean {
  return isWorkbench && frame !== null && frame.parent === null && isOwnAddress(frame.url);
}
