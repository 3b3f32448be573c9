import { ref, type Ref } from 'vue';
import { ElMessage } from 'element-plus';
import type { ApiObject } from '#common/api';
import type { FieldAt } from '#renderer/filter';
import type { Row } from '#renderer/grid';
import { host, problemOf, tellProblem, type FieldView } from '#renderer/host';
import type { ListModel } from './list-model.ts';
import { words } from './words.ts';

export interface CellEdit {
  readonly row: Row;
  readonly line: number;
  readonly column: number;
  readonly field: FieldView;
  readonly problem?: string;
  readonly busy: boolean;
}

/** One cell at a time, kept with the version it was read at. @param after told when the cell is closed */
export function useCellEdit(object: ApiObject, model: Ref<ListModel | undefined>, fields: Ref<readonly string[]>, after: () => void) {
  const editing = ref<CellEdit>();

  function begin(row: Row, found: FieldAt | undefined, line: number, at: number): void {
    const why = found === undefined || !object.can.includes('update') ? words('whyComputed') : whyNot(found, row);
    if (why !== undefined || found === undefined) {
      ElMessage.info({ message: words('notEditable', { why: why ?? '' }), grouping: true });
      return;
    }
    editing.value = { row, line, column: at, field: found.field, busy: false };
  }

  function whyNot({ path, field }: FieldAt, row: Row): string | undefined {
    if (path.includes('.')) return words('whyLinked');
    const masked = row._masked?.includes(path) === true;
    return !masked && field.writable.includes('update') && field.options['fixed'] !== true ? undefined : words('whyComputed');
  }

  /** The row as it is now, with the names of what it links to. */
  async function reread(row: Row): Promise<void> {
    model.value?.replace(await host().read(object.name, row.id, fields.value));
  }

  async function keep(value: unknown): Promise<void> {
    const now = editing.value;
    if (now === undefined) return;
    editing.value = { ...now, busy: true };
    try {
      await host().update(object.name, now.row.id, { [now.field.name]: value, version: now.row['version'] });
      await reread(now.row);
      leave();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'conflict') {
        await reread(now.row).catch(tellProblem);
        ElMessage.warning({ message: words('conflict'), duration: 6000 });
        return leave();
      }
      editing.value = { ...now, busy: false, problem: problem.fields[now.field.name] ?? problem.message };
    }
  }

  function leave(): void {
    editing.value = undefined;
    after();
  }

  return { editing, begin, keep, leave };
}
