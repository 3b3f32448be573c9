import { ref, shallowRef } from 'vue';
import { ElMessage } from 'element-plus';
import type { ApiObject } from '#common/api';
import type { Row } from '#renderer/grid';
import { host, problemOf, tellProblem, type ActionView } from '#renderer/host';
import { say } from '#renderer/language';
import { addressOf } from '#renderer/pages/addresses.ts';
import { asksForRows } from '#renderer/pages/record/model/action-input.ts';
import { useTabs } from '#renderer/tabs';
import type { Move } from './board-columns.ts';
import type { Dropped } from './dropped.ts';
import { words } from './words.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * What letting go of a card comes to: it stands in its new column while it is asked for what the action demands and until the host has agreed, and goes
 * back where that is cancelled or refused.
 * @param how.refresh reads the columns again
 * @param how.settled told at the end, and whether the record has changed
 */
export function useDrop(object: ApiObject, how: { readonly refresh: () => Promise<void>; readonly settled: (row: Row, to: number, done: boolean) => void }) {
  const tabs = useTabs();
  const dropped = shallowRef<Dropped>();
  const asking = ref<ActionView>();

  async function drop(row: Row, to: number, move: Move): Promise<void> {
    switch (move.does) {
      case 'nothing':
        return;
      case 'refuse':
        ElMessage.warning(words(move.why));
        return how.settled(row, to, false);
      case 'set':
        dropped.value = { row, to };
        return await finish(() => host().update(object.name, row.id, { [move.field]: move.value, version: row['version'] }));
      case 'act':
        return await take(row, to, move.action);
    }
  }

  async function take(row: Row, to: number, action: ActionView): Promise<void> {
    if (asksForRows(action)) {
      ElMessage.info(words('asks', { action: say(action.label) }));
      tabs.open(addressOf.record(object.name, row.id));
      return;
    }
    dropped.value = { row, to };
    if (action.input.length > 0) asking.value = action;
    else await finish(() => act(row, action, {}));
  }

  function act(row: Row, action: ActionView, input: Input): Promise<unknown> {
    return host().act(object.name, row.id, action.name, input, { idempotencyKey: crypto.randomUUID() });
  }

  /** @returns what was wrong with the input, which can be put right; whatever else it is refused for is said, and the card goes back */
  async function run(input: Input): Promise<Readonly<Record<string, string>> | undefined> {
    const [now, action] = [dropped.value, asking.value];
    if (now === undefined || action === undefined) return undefined;
    try {
      await act(now.row, action, input);
    } catch (error) {
      const { fields } = problemOf(error);
      if (Object.keys(fields).some((path) => action.input.some(({ name }) => path === name))) return fields;
      asking.value = undefined;
      await finish(() => Promise.reject(error));
      return undefined;
    }
    asking.value = undefined;
    await finish(() => Promise.resolve());
    return undefined;
  }

  async function finish(work: () => Promise<unknown>): Promise<void> {
    const now = dropped.value;
    if (now === undefined) return;
    const done = await work().then(() => true, (error: unknown) => {
      tellProblem(error);
      return false;
    });
    if (done) await how.refresh();
    dropped.value = undefined;
    how.settled(now.row, now.to, done);
  }

  function cancel(): void {
    const now = dropped.value;
    asking.value = undefined;
    dropped.value = undefined;
    if (now !== undefined) how.settled(now.row, now.to, false);
  }

  return { dropped, asking, drop, run, cancel };
}
