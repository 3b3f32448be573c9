/** How a state stands: told by a shape beside its name, and by colour after that. */
export type Tone = 'begun' | 'going' | 'done' | 'off';

const DONE = new Set(['closed', 'posted', 'paid', 'accepted', 'converted', 'won', 'completed', 'finished', 'done', 'received', 'delivered', 'complete', 'full', 'resolved']);
const OFF = new Set(['cancelled', 'rejected', 'lost', 'void', 'voided', 'reversed', 'expired', 'refused']);
const BEGUN = new Set(['draft', 'new', 'open', 'none', 'pending', 'prospecting']);

/** @param states all states in the order of the life; a name that says nothing is judged by its place: the first has begun, the others are going on */
export function toneOf(state: string, states: readonly string[] = []): Tone {
  if (DONE.has(state)) return 'done';
  if (OFF.has(state)) return 'off';
  if (BEGUN.has(state) || states[0] === state) return 'begun';
  return 'going';
}
