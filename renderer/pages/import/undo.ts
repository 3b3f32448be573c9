import { ElMessage, ElMessageBox } from 'element-plus';
import { host, tellProblem } from '#renderer/host';
import { words } from './words.ts';

/** Takes imports back, after asking, and says what became of the records. @returns whether it was done */
export async function undoImports(ids: readonly string[]): Promise<boolean> {
  const sure = await ElMessageBox.confirm(words('undoAsk'), words('undo'), {
    type: 'warning', confirmButtonText: words('undo'), cancelButtonText: words('cancel'), closeOnClickModal: false, autofocus: false,
  }).then(() => true, () => false);
  if (!sure) return false;
  const done = { removed: 0, archived: 0, left: 0 };
  try {
    for (const id of ids) {
      const one = await host().entering.undoImport(id);
      done.removed += one.removed;
      done.archived += one.archived;
      done.left += one.left;
    }
    ElMessage({ type: 'success', message: words('undone', done), duration: 8000, showClose: true });
    return true;
  } catch (error) {
    tellProblem(error);
    return false;
  }
}
