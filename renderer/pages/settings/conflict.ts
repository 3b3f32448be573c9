import { ElMessageBox } from 'element-plus';
import { ApiError } from '#common/api';
import { words } from './words.ts';

/** Whether somebody changed the record since it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409 && error.code === 'conflict';
}

/** Asks what to do about it. @returns whether the person's own changes are saved over the latest */
export async function keepMine(): Promise<boolean> {
  return await ElMessageBox.confirm(words('conflict'), words('conflictTitle'), {
    type: 'warning', confirmButtonText: words('keepMine'), cancelButtonText: words('seeTheirs'), closeOnClickModal: false, distinguishCancelAndClose: true,
  }).then(() => true, () => false);
}

/** Asks before changes are lost. */
export async function mayDiscard(): Promise<boolean> {
  return await ElMessageBox.confirm(words('leave'), words('leaveTitle'), {
    type: 'warning', confirmButtonText: words('discard'), cancelButtonText: words('stay'), closeOnClickModal: false, autofocus: false,
  }).then(() => true, () => false);
}
