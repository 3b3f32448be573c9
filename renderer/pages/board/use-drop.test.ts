import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type ApiObject } from '#common/api';
import type { ActionView } from '#renderer/host';

const [act, told, opened] = [vi.fn(), vi.fn(), vi.fn()];
vi.mock('element-plus', () => ({ ElMessage: { info: () => {}, warning: () => {} } }));
vi.mock('#renderer/tabs', () => ({ useTabs: () => ({ open: opened }) }));
vi.mock('#renderer/host', () => ({
  host: () => ({ act }),
  problemOf: (error: ApiError) => ({ fields: error.details?.problems ?? {}, message: error.message }),
  tellProblem: told,
}));
const { useDrop } = await import('./use-drop.ts');

const text = (name: string) => ({ zh: name, en: name });
const field = (name: string, type: string) => ({ name, type, label: text(name), level: 'write' as const, writable: [], required: false, options: {} });
const action = (input: ActionView['input']): ActionView => ({ name: 'lose', label: text('lose'), from: ['open'], to: 'lost', input: [...input] });
const row = { id: 'o1', name: '货架改造' };
const refused = (problems: Record<string, string>) => new ApiError(422, { code: 'invalid', message: 'refused', requestId: '', details: { problems } });

function board() {
  const heard: string[] = [];
  const dropping = useDrop({ name: 'opportunity' } as ApiObject, {
    refresh: async () => void heard.push(`read again with ${dropping.dropped.value === undefined ? 'nothing' : 'the card'} in its new column`),
    settled: (_row, _to, done) => heard.push(done ? 'moved' : 'back'),
  });
  return { dropping, heard };
}

beforeEach(() => {
  for (const mock of [act, told, opened]) mock.mockReset();
});

describe('a card let go over a column whose action asks for something', () => {
  const lose = { does: 'act', action: action([field('reason', 'text')]) } as const;

  it('stands there while it is asked for, and goes back without the host having heard of it when that is cancelled', async () => {
    const { dropping, heard } = board();
    await dropping.drop(row, 5, lose);
    expect([dropping.asking.value?.name, dropping.dropped.value]).toEqual(['lose', { row, to: 5 }]);
    dropping.cancel();
    expect([dropping.asking.value, dropping.dropped.value, heard]).toEqual([undefined, undefined, ['back']]);
    expect(act).not.toHaveBeenCalled();
  });

  it('is moved with what was entered', async () => {
    const { dropping, heard } = board();
    await dropping.drop(row, 5, lose);
    expect(await dropping.run({ reason: '价格' })).toBeUndefined();
    expect(act.mock.calls[0]?.slice(0, 4)).toEqual(['opportunity', 'o1', 'lose', { reason: '价格' }]);
    expect(heard).toEqual(['read again with the card in its new column', 'moved']);
    expect(dropping.dropped.value).toBeUndefined();
  });

  it('what is wrong with the input can be put right; whatever else keeps it is said, and the card goes back', async () => {
    const { dropping, heard } = board();
    await dropping.drop(row, 5, lose);
    act.mockRejectedValueOnce(refused({ reason: '太长' }));
    expect(await dropping.run({ reason: '…' })).toEqual({ reason: '太长' });
    expect([dropping.asking.value?.name, heard]).toEqual(['lose', []]);
    act.mockRejectedValueOnce(refused({}));
    expect(await dropping.run({ reason: '价格' })).toBeUndefined();
    expect([dropping.asking.value, dropping.dropped.value, heard, told.mock.calls.length]).toEqual([undefined, undefined, ['back'], 1]);
  });

  it('leads to the record where it is asked for row by row', async () => {
    const { dropping } = board();
    await dropping.drop(row, 1, { does: 'act', action: action([field('lines', 'rows')]) });
    expect([dropping.asking.value, dropping.dropped.value, opened.mock.calls.length]).toEqual([undefined, undefined, 1]);
  });
});
