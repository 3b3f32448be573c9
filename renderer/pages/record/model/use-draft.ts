import { onScopeDispose, ref } from 'vue';
import { ApiError } from '#common/api';
import { beforeLeaving, host } from '#renderer/host';
import type { Kept } from './changes.ts';
import type { RecordModel } from './use-record.ts';

/** Milliseconds without a key before what was entered is kept. */
const QUIET = 1000;
/** Where the host could not be reached, it is tried again. */
const AGAIN = 5000;

export interface DraftHead {
  readonly key: string;
  readonly title: string;
  readonly savedAt: string;
}

export interface DraftHow {
  readonly title: () => string;
  readonly told: (kept: boolean) => void;
  /** A new record is kept under this key from now on. */
  readonly lies: (key: string) => void;
  /** It is being written elsewhere: it was not left. */
  readonly isWritten: (key: string) => boolean;
}

/** What was entered and not saved lies in the host, so that it outlives the page, the window and the power. */
export function useDraft(record: RecordModel, how: DraftHow) {
  /** Drafts of this record, or of new ones of its object, that were left. */
  const left = ref<readonly DraftHead[]>([]);
  let newKey = `${record.object.name}:new-${crypto.randomUUID().slice(0, 8)}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Where what was entered lies now. */
  let keptAt: string | undefined;
  let work: Promise<void> = Promise.resolve();
  let ended = false;

  const key = (): string => (record.id.value === undefined ? newKey : `${record.object.name}:${record.id.value}`);

  /** To be called at each change. */
  function changed(): void {
    how.told(false);
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), QUIET);
  }

  async function keep(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (!record.dirty.value) {
      await drop();
      return;
    }
    const [at, body] = [key(), { title: how.title().slice(0, 200), content: { ...record.kept() } }];
    keptAt = at;
    work = work.then(() => host().desk.keepDraft(at, body)).then(() => {
      how.told(true);
      if (record.id.value === undefined && at === newKey) how.lies(at);
    }, (error: unknown) => {
      how.told(false);
      // What the host refuses, it refuses again; what did not reach it may be kept as soon as it does.
      if (!(error instanceof ApiError) && !ended) timer ??= setTimeout(() => void keep(), AGAIN);
    });
    await work;
  }

  /** Saved or thrown away: nothing is left to come back to. */
  async function drop(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const at = keptAt;
    keptAt = undefined;
    left.value = [];
    if (at === undefined) return;
    work = work.then(() => host().desk.dropDraft(at)).catch(() => {});
    await work;
  }

  /** Looks whether something was left. A host that keeps no drafts has none. */
  async function look(): Promise<void> {
    const prefix = record.id.value === undefined ? `${record.object.name}:new` : key();
    const all = await host().desk.drafts().catch(() => []);
    left.value = all.filter((one) => (record.id.value === undefined ? one.key.startsWith(prefix) : one.key === prefix) && one.key !== newKey && !how.isWritten(one.key));
  }

  /** Goes on with one that was left. */
  async function take(at: string): Promise<void> {
    const { content } = await host().desk.draft(at);
    if (!isKeptContent(content)) return;
    if (record.id.value === undefined) {
      newKey = at;
      how.lies(at);
    }
    keptAt = at;
    left.value = left.value.filter((one) => one.key !== at);
    record.takeKept(content);
  }

  async function throwAway(at: string): Promise<void> {
    left.value = left.value.filter((one) => one.key !== at);
    await host().desk.dropDraft(at).catch(() => {});
  }

  /** For the next new record in the same place. */
  function renew(): void {
    clearTimeout(timer);
    timer = undefined;
    keptAt = undefined;
    newKey = `${record.object.name}:new-${crypto.randomUUID().slice(0, 8)}`;
  }

  const end = beforeLeaving(async () => {
    if (timer !== undefined) await keep();
  });
  onScopeDispose(() => {
    ended = true;
    end();
    clearTimeout(timer);
  });

  return { left, changed, keep, drop, look, take, throwAway, renew };
}

function isKeptContent(content: Readonly<Record<string, unknown>>): content is Kept & Record<string, unknown> {
  return typeof content['values'] === 'object' && content['values'] !== null && typeof content['rows'] === 'object' && content['rows'] !== null;
}
