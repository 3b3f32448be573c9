import type { ApiObject } from '#common/api';
import type { Text } from '#common/errors';
import type { ActionView, FieldView } from '#renderer/host';

/** A column of a board: the records with one value of a field. */
export interface BoardColumn {
  readonly key: string;
  readonly label: Text;
  /** Which records stand in it. */
  readonly filter: string;
  readonly field: 'state' | 'stage';
  readonly value: string;
}

/** What an object is laid out by: its states, or the stages of its first state and then its other states. */
export interface Board {
  /** The choice that stages are values of; absent where states are the columns. */
  readonly stage?: FieldView;
  readonly columns: readonly BoardColumn[];
}

/** Choice fields that tell how far something has come. */
const STAGES = /^(stage|phase)$/;

/** Undefined where nothing about the object moves on. */
export function boardOf(object: ApiObject): Board | undefined {
  const states = Object.entries(object.states);
  const open = object.fields.some((field) => field.name === 'state' && field.level !== 'masked');
  const stage = object.fields.find((field) => field.type === 'choice' && field.level !== 'masked' && STAGES.test(field.name));
  const [first] = states;
  if (stage !== undefined) {
    const inFirst = open && first !== undefined ? ` && state == ${JSON.stringify(first[0])}` : '';
    const stages = Object.entries((stage.options['values'] ?? {}) as Readonly<Record<string, Text>>).map(([value, label]): BoardColumn => ({
      key: `stage:${value}`, label, value, field: 'stage', filter: `${stage.name} == ${JSON.stringify(value)}${inFirst}`,
    }));
    return { stage, columns: [...stages, ...(open ? states.slice(1).map(stateColumn) : [])] };
  }
  return open && states.length > 1 ? { columns: states.map(stateColumn) } : undefined;
}

function stateColumn([value, label]: readonly [string, Text]): BoardColumn {
  return { key: `state:${value}`, label, value, field: 'state', filter: `state == ${JSON.stringify(value)}` };
}

export function hasBoard(object: ApiObject): boolean {
  return boardOf(object) !== undefined;
}

/** What moving a card to another column would do. */
export type Move =
  | { readonly does: 'nothing' }
  | { readonly does: 'act'; readonly action: ActionView }
  | { readonly does: 'set'; readonly field: string; readonly value: string }
  | { readonly does: 'refuse'; readonly why: 'over' | 'no-way' | 'step-by-step' | 'not-yours' };

/** @param from column in which the record stands */
export function moveOf(object: ApiObject, board: Board, from: BoardColumn, to: BoardColumn): Move {
  if (from.key === to.key) return { does: 'nothing' };
  const states = Object.keys(object.states);
  const state = from.field === 'state' ? from.value : (states[0] ?? '');
  if (to.field === 'state') {
    const action = object.actions.find((one) => one.to === to.value && one.from.includes(state));
    return action === undefined ? { does: 'refuse', why: 'no-way' } : { does: 'act', action };
  }
  if (from.field === 'state') return { does: 'refuse', why: 'over' };
  if (board.stage !== undefined && object.can.includes('update') && board.stage.writable.includes('update')) return { does: 'set', field: board.stage.name, value: to.value };
  // A stage that the program sets: an action that keeps the state takes it to the next one.
  const stages = board.columns.filter(({ field }) => field === 'stage');
  const next = stages[stages.findIndex(({ key }) => key === from.key) + 1];
  const advance = object.actions.find((one) => one.to === null && one.from.includes(state) && one.input.length === 0);
  if (advance === undefined) return { does: 'refuse', why: 'not-yours' };
  return next?.key === to.key ? { does: 'act', action: advance } : { does: 'refuse', why: 'step-by-step' };
}
