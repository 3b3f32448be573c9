import { expect, it } from 'vitest';
import { unread, type Pending, type Unread } from '#renderer/fields/reading.ts';
import { put } from './rows.ts';

it('a link that is being looked for is a change at once, and another one when it is found; one that was overwritten meanwhile stays overwritten', async () => {
  const answers: ((found: string | Unread) => void)[] = [];
  const looking = (text: string): Pending => ({ ...unread(text, '正在查找', 'looking'), found: new Promise((resolve) => answers.push(resolve)) });
  const values: Record<string, unknown> = {};
  const seen: unknown[] = [];
  const changed = (): void => {
    const { customer } = values;
    seen.push(typeof customer === 'string' ? customer : (customer as Unread).unread);
  };
  put(values, 'customer', looking('ernsh'), changed);
  expect(seen).toEqual(['ernsh']);
  put(values, 'customer', looking('frank'), changed);
  answers[0]?.('id of ernsh');
  answers[1]?.('id of frank');
  await new Promise((resolve) => setTimeout(resolve));
  expect(values['customer']).toBe('id of frank');
  expect(seen).toEqual(['ernsh', 'frank', 'frank', 'id of frank']);
});
