import { onMounted, onUnmounted, ref, shallowRef } from 'vue';
import { ElMessage, ElMessageBox } from 'element-plus';
import type { ApiOutline, ApiRecord } from '#common/api';
import { host, live, problemOf, tellProblem } from '#renderer/host';
import { ownChangeOf, type OwnChange } from './own-changes.ts';
import { words as shared } from './words.ts';

/** All objects as they are now, with the firm's own changes that stand; kept up with what others change. */
export function useCustomising() {
  const outline = shallowRef<readonly ApiOutline[]>([]);
  const changes = shallowRef<readonly OwnChange[]>([]);
  const failed = ref('');

  async function load(): Promise<void> {
    failed.value = '';
    try {
      const [objects, records] = await Promise.all([host().outline(), allChanges()]);
      outline.value = objects;
      changes.value = records.map(ownChangeOf).filter((one) => one !== undefined);
    } catch (error) {
      failed.value = problemOf(error).message;
    }
  }

  async function allChanges(): Promise<readonly ApiRecord[]> {
    const found: ApiRecord[] = [];
    let cursor: string | undefined;
    do {
      const page = await host().list('customisation', { filter: 'undoneAt == null', sort: ['createdAt'], limit: 500, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.records);
      cursor = page.next;
    } while (cursor !== undefined);
    return found;
  }

  /** Takes a change back, after asking. @param how what it means for what was entered */
  async function undo(change: OwnChange, title: string, how: string): Promise<void> {
    const sure = await ElMessageBox.confirm(how, title, { type: 'warning', confirmButtonText: shared('undo'), cancelButtonText: shared('cancel'), autofocus: false }).then(() => true, () => false);
    if (!sure) return;
    try {
      await host().undoCustomisation(change.id);
      ElMessage.success(`${shared('saved')}${shared('atOnce')}`);
    } catch (error) {
      tellProblem(error);
    }
    await load();
  }

  onMounted(load);
  onUnmounted(live.on('customisation', () => void load()));
  return { outline, changes, failed, load, undo };
}
