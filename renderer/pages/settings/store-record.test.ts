// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '#common/api';
import { storeRecord } from './store-record.ts';

const calls = vi.hoisted(() => ({ create: vi.fn(), update: vi.fn(), read: vi.fn(), keepMine: vi.fn() }));
vi.mock('#renderer/host', () => ({ host: () => calls }));
vi.mock('./conflict.ts', async (original) => ({ ...(await original<object>()), keepMine: calls.keepMine }));

const faster = new ApiError(409, { code: 'conflict', message: '', requestId: '' });
const read = { id: 'd1', version: 3 };

beforeEach(() => {
  vi.resetAllMocks();
});

it('makes what was not there, and changes what was read', async () => {
  expect(await storeRecord('department', undefined, { name: '销售部' })).toBe(true);
  expect(calls.create).toHaveBeenCalledWith('department', { name: '销售部' });
  expect(await storeRecord('department', read, { name: '销售部' })).toBe(true);
  expect(calls.update).toHaveBeenCalledWith('department', 'd1', { version: 3, name: '销售部' });
});

it('asks when somebody was faster, and saves over the latest only when told so', async () => {
  calls.update.mockRejectedValueOnce(faster);
  calls.keepMine.mockResolvedValueOnce(false);
  expect(await storeRecord('department', read, { name: '甲' })).toBe(false);
  expect(calls.update).toHaveBeenCalledTimes(1);

  calls.update.mockRejectedValueOnce(faster);
  calls.keepMine.mockResolvedValueOnce(true);
  calls.read.mockResolvedValueOnce({ id: 'd1', version: 7 });
  expect(await storeRecord('department', read, { name: '甲' })).toBe(true);
  expect(calls.update).toHaveBeenLastCalledWith('department', 'd1', { version: 7, name: '甲' });
});

it('passes on any other refusal', async () => {
  calls.update.mockRejectedValueOnce(new ApiError(422, { code: 'invalid', message: '代码已被使用', requestId: '' }));
  await expect(storeRecord('department', read, {})).rejects.toThrow('代码已被使用');
  expect(calls.keepMine).not.toHaveBeenCalled();
});
