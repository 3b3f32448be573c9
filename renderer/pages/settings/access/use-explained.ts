import { reactive, ref, shallowRef } from 'vue';
import type { AccessExplained } from '#common/api';
import { host, problemOf } from '#renderer/host';

/** What is asked about somebody's rights, and the answer to the last question. */
export function useExplained() {
  const asked = reactive({ user: '', object: '', record: '', company: '' });
  const told = shallowRef<AccessExplained>();
  const failed = ref('');
  const busy = ref(false);
  let turn = 0;

  async function explain(): Promise<void> {
    const mine = ++turn;
    const { user, object } = asked;
    const record = asked.record.trim();
    failed.value = '';
    if (user === '' || object === '') {
      told.value = undefined;
      return;
    }
    busy.value = true;
    try {
      const answer = await host().access.explain({ user, object, ...(record === '' ? {} : { record }), ...(asked.company === '' ? {} : { company: asked.company }) });
      if (mine === turn) told.value = answer;
    } catch (error) {
      if (mine === turn) {
        told.value = undefined;
        failed.value = problemOf(error).message;
      }
    }
    if (mine === turn) busy.value = false;
  }

  return { asked, told, failed, busy, explain };
}
