import { watch } from 'vue';
import type { DesktopApi, DesktopCommand } from '#common/desktop';
import { useSession } from '#renderer/host';
import { lang } from '#renderer/language';
import { useLooks } from '#renderer/looks';

declare global {
  interface Window {
    /** There in the desktop program alone. */
    readonly panshi?: { readonly desktop: DesktopApi };
  }
}

/** What the keyboard does for the same. */
const KEYS: Readonly<Record<DesktopCommand, KeyboardEventInit>> = { search: { key: 'k', ctrlKey: true }, keys: { key: '?' } };

/** In the desktop program, its menu speaks the language of the page, its lock is the page's, and it knows how many notices wait. */
export function tieToDesktop(desktop: DesktopApi | undefined = window.panshi?.desktop): void {
  if (desktop === undefined) return;
  const session = useSession();
  const looks = useLooks();
  const ignore = (): void => {};

  watch(lang, (next) => void desktop.setLanguage(next).catch(ignore), { immediate: true });
  watch(() => looks.theme, (theme) => void desktop.setTheme(theme === 'contrast' ? 'system' : theme).catch(ignore));
  const untilIn = watch(() => session.stage, async (stage) => {
    if (stage !== 'in') return;
    untilIn();
    const { useNotices } = await import('#renderer/desk');
    const notices = useNotices();
    watch(() => notices.unread, (count) => void desktop.setUnread(Math.min(count, 9999)).catch(ignore), { immediate: true });
  });
  desktop.onLock(() => {
    if (session.stage === 'in') void session.lock();
  });
  desktop.onCommand((command) => void window.dispatchEvent(new KeyboardEvent('keydown', { ...KEYS[command], bubbles: true, cancelable: true })));
}
