import { expect, it } from 'vitest';
import { OutgoingBody } from './port-body.ts';

it('a chunk goes alone: nothing that lies beside it in memory, and nothing that is written there later', async () => {
  const pool = Buffer.from('secret of another 报价单 more secrets');
  const at = pool.indexOf('报价单');
  const chunk = pool.subarray(at, at + 9);
  const posted: { bytes?: Uint8Array }[] = [];
  const body = new OutgoingBody(new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(chunk) }), {
    postMessage: (value) => void posted.push(value as { bytes?: Uint8Array }),
    on: () => undefined,
  }, 1, 'answer', () => {});
  await body.sendNext();
  pool.fill(0);
  const bytes = posted[0]?.bytes;
  expect(Buffer.from(bytes ?? []).toString()).toBe('报价单');
  expect(bytes?.buffer.byteLength).toBe(9);
});
