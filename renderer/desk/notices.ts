import { defineStore } from 'pinia';
import { ref } from 'vue';
import { ApiError, type Notice } from '#common/api';
import { afterLeaving, host, live, tellProblem } from '#renderer/host';

/** A notice comes with the change that it tells of, a moment after it. */
const SOON_MS = 700;

/** Changes to records never seen still may be worth a look: mentions stand in comments, whose change names the record. */
const EVENTS = /comment|import/;

/** What the person was told: mentions, comments, imports. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<readonly Notice[]>([]);
  const unread = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      const read = await host().desk.notices();
      notices.value = read.notices;
      unread.value = read.unread;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  function loadSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load().catch(() => {}), SOON_MS);
  }

  /** @param ids all when left out */
  async function read(ids?: readonly string[]): Promise<void> {
    const now = new Date().toISOString();
    notices.value = notices.value.map((notice) => (notice.readAt === null && (ids?.includes(notice.id) ?? true) ? { ...notice, readAt: now } : notice));
    unread.value = ids === undefined ? 0 : notices.value.filter((notice) => notice.readAt === null).length;
    try {
      await host().desk.readNotices(ids);
    } catch (error) {
      tellProblem(error);
    }
    await load();
  }

  live.on('*', (change) => {
    if (EVENTS.test(change.event) || change.object === 'notice') loadSoon();
  });
  afterLeaving(() => {
    clearTimeout(timer);
    notices.value = [];
    unread.value = 0;
  });

  return { notices, unread, load, read };
});
