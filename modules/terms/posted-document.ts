import { date } from '#common/fields';
import type { Action, ActionInput } from '#common/objects';

/** Cancelling asks for the day on which the reversal is booked; today when left out. */
export const cancelInput = { fields: { date: date('作废日期', 'Date') } } as const satisfies ActionInput;

/**
 * The life of a document that is booked once: drafted, posted, and, if need be, cancelled by reversing entries. Posted and cancelled
 * ones are never changed.
 * @param between what else can be done with a posted document
 */
export function postedLifecycle<const More extends Readonly<Record<string, Action>> = Record<never, never>>(between?: More) {
  return {
    states: {
      draft: { zh: '草稿', en: 'Draft' },
      posted: { zh: '已过账', en: 'Posted' },
      cancelled: { zh: '已作废', en: 'Cancelled' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      post: { label: { zh: '过账', en: 'Post' }, from: ['draft'], to: 'posted', awaited: true },
      ...between,
      cancel: { label: { zh: '作废', en: 'Void' }, from: ['posted'], to: 'cancelled', input: cancelInput },
    },
  } as const;
}
