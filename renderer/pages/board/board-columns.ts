import type { ApiObject } from '#common/api';
import type { ActionView, FieldView } from '#renderer/host';

/** What the columns of a board are: the values of one field. */
export interface BoardField {
  readonly field: FieldView;
  readonly values: readonly string[];
  /** Whether it is the state of the record's life, changed by actions alone. */
  readonly isState: boolean;
}

/** Choice fields that tell how far something has come. */
const STAGES = /^(stage|phase|status|priority)$/;

/** The fields by which an object can be laid out, the likeliest first: a stage, then the state. */
export function boardFields(object: ApiObject): readonly BoardField[] {
  const stages = object.fields.filter((field) => field.type === 'choice' && field.level !== 'masked' && STAGES.test(field.name));
  const state = object.fields.find((field) => field.name === 'state' && field.level !== 'masked');
  const states = Object.keys(object.states);
  return [
    ...stages.map((field) => ({ field, values: Object.keys((field.options['values'] ?? {}) as object), isState: false })),
    ...(state === undefined || states.length < 2 ? [] : [{ field: { ...state, type: 'choice', options: { values: object.states } }, values: states, isState: true }]),
  ];
}

export function hasBoard(object: ApiObject): boolean {
  return boardFields(object).length > 0;
}

/** What moving a card to another column would do. */
export type Move =
  | { readonly does: 'act'; readonly action: ActionView }
  | { readonly does: 'set'; readonly field: string; readonly value: string }
  | { readonly does: 'nothing' }
  | { readonly does: 'refused'; readonly why: 'no-action' | 'not-writable' };

/** @param state the record's state @param from and @param to values of the board's field */
export function moveOf(object: ApiObject, by: BoardField, state: string, from: string, to: string): Move {
  if (from === to) return { does: 'nothing' };
  if (by.isState) {
    const action = object.actions.find((one) => one.to === to && one.from.includes(state));
    return action === undefined ? { does: 'refused', why: 'no-action' } : { does: 'act', action };
  }
  if (by.field.writable.includes('update') && object.can.includes('update')) return { does: 'set', field: by.field.name, value: to };
  // A stage that only moves on step by step: an action that stays in its state takes it to the next column.
  const next = by.values[by.values.indexOf(from) + 1];
  const advance = object.actions.find((one) => one.to === null && one.from.includes(state) && one.input.length === 0);
  return to === next && advance !== undefined ? { does: 'act', action: advance } : { does: 'refused', why: advance === undefined ? 'not-writable' : 'no-action' };
}
