import { describe, expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { boardOf, moveOf, type Board } from './board-columns.ts';

const text = (name: string) => ({ zh: name, en: name });
const field = (name: string, type: string, writable: ('create' | 'update')[] = [], options: Record<string, unknown> = {}) =>
  ({ name, type, label: text(name), level: 'read' as const, writable, required: false, options });
const action = (name: string, from: string[], to: string | null) => ({ name, label: text(name), from, to, input: [] });

function opportunity(how: { readonly actions?: ApiObject['actions']; readonly stageWritable?: boolean } = {}): ApiObject {
  const values = { prospecting: text('prospecting'), proposal: text('proposal'), negotiation: text('negotiation') };
  return {
    name: 'opportunity', kind: 'document', module: 'crm', title: 'name', label: text('opportunity'), children: [], can: ['read', 'update'],
    fields: [field('state', 'text'), field('stage', 'choice', how.stageWritable === true ? ['update'] : [], { values })],
    states: { open: text('open'), won: text('won'), lost: text('lost') },
    actions: how.actions ?? [action('advance', ['open'], null), action('win', ['open'], 'won')],
  } as ApiObject;
}

function move(object: ApiObject, from: string, to: string) {
  const board = boardOf(object) as Board;
  const column = (key: string) => board.columns.find((one) => one.key === key)!;
  return moveOf(object, board, column(from), column(to));
}

describe('a board', () => {
  it('has the stages of what is open, and then how it ended', () => {
    expect(boardOf(opportunity())?.columns.map(({ key, filter }) => [key, filter])).toEqual([
      ['stage:prospecting', 'stage == "prospecting" && state == "open"'],
      ['stage:proposal', 'stage == "proposal" && state == "open"'],
      ['stage:negotiation', 'stage == "negotiation" && state == "open"'],
      ['state:won', 'state == "won"'],
      ['state:lost', 'state == "lost"'],
    ]);
  });

  it('has the states where there are no stages, and is none where nothing moves on', () => {
    const order = { ...opportunity(), fields: [field('state', 'text')] };
    expect(boardOf(order)?.columns.map(({ key }) => key)).toEqual(['state:open', 'state:won', 'state:lost']);
    expect(boardOf({ ...order, states: {} })).toBeUndefined();
  });

  it('a card goes one stage on by the action that takes it there, and says why it goes no further', () => {
    expect(move(opportunity(), 'stage:prospecting', 'stage:proposal')).toMatchObject({ does: 'act', action: { name: 'advance' } });
    expect(move(opportunity(), 'stage:prospecting', 'stage:negotiation')).toEqual({ does: 'refuse', why: 'step-by-step' });
    expect(move(opportunity({ actions: [] }), 'stage:prospecting', 'stage:proposal')).toEqual({ does: 'refuse', why: 'not-yours' });
  });

  it('a stage that may be written is set', () => {
    expect(move(opportunity({ stageWritable: true }), 'stage:prospecting', 'stage:negotiation')).toEqual({ does: 'set', field: 'stage', value: 'negotiation' });
  });

  it('a state is reached by its action alone, and nothing comes back from the end', () => {
    expect(move(opportunity(), 'stage:proposal', 'state:won')).toMatchObject({ does: 'act', action: { name: 'win' } });
    expect(move(opportunity(), 'stage:proposal', 'state:lost')).toEqual({ does: 'refuse', why: 'no-way' });
    expect(move(opportunity(), 'state:won', 'stage:proposal')).toEqual({ does: 'refuse', why: 'over' });
    expect(move(opportunity(), 'state:won', 'state:won')).toEqual({ does: 'nothing' });
  });
});
