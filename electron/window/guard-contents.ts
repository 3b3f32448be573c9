import { shell, type WebContents } from 'electron';
import { mayBegin, mayNavigate, mayNavigateFrame, paperPreferences, windowWish } from '../policy/index.ts';

export interface Guarded {
  readonly packaged: boolean;
  isWorkbench(contents: WebContents): boolean;
  /** Hosts that links may lead to outside the program. */
  outside(): readonly string[];
}

/** Locks whatever shows a page to the program's own pages. For every one there will ever be, however it came about. */
export function guardContents(contents: WebContents, { packaged, outside, isWorkbench }: Guarded): void {
  const mayGo = (url: string, isMainFrame: boolean): boolean => {
    if (!isMainFrame) return mayNavigateFrame(url);
    // A window that shows a paper begins with it.
    return mayNavigate(url) || (mayBegin(url) && !isWorkbench(contents));
  };
  contents.on('will-navigate', (event) => {
    if (!mayGo(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayGo(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!mayGo(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const wish = windowWish(url, outside());
    if (wish === 'outside') void shell.openExternal(url);
    if (wish !== 'paper') return { action: 'deny' };
    return {
      action: 'allow',
      outlivesOpener: false,
      overrideBrowserWindowOptions: { autoHideMenuBar: true, webPreferences: paperPreferences(packaged) },
    };
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
