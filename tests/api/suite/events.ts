import { describe, expect, it } from 'vitest';
import type { ApiChange, Client } from '#common/api';
import { apiError } from '#common/api/api-error.ts';
import { readEvents } from '#common/api/read-events.ts';
import { order, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

type Told = ApiChange & { readonly position: string };

export function events(company: () => Company): void {
  describe('events', () => {
    it('tell a clerk of changes to records that the clerk may see, and of nothing else', async () => {
      const { client: clerk } = await company().signIn('clerk');
      const stream = await follow(clerk);
      const theirs = await order(await company().as('otherClerk'), company().goods.theirs, company().goods.chai, '1');
      const mine = await order(clerk, company().goods.mine, company().goods.chai, '1');
      const told = await stream.until((change) => change.id === mine && change.event === 'submit');
      expect(told.filter((change) => change.id === mine).map((change) => change.event)).toEqual(['create', 'submit']);
      expect(told.filter((change) => change.id === theirs)).toEqual([]);
      expect(told.map((change) => change.object)).not.toContain('voucher');
      expect(Object.keys(told[0] ?? {}).toSorted()).toEqual(['event', 'id', 'object', 'position']);
      await stream.end();
    });

    it('resume after the last one seen, with ids that tell no count', async () => {
      const { client: clerk } = await company().signIn('clerk');
      const stream = await follow(clerk);
      const first = await order(clerk, company().goods.mine, company().goods.chai, '1');
      const seen = await stream.until((change) => change.id === first && change.event === 'submit');
      await stream.end();
      const second = await order(clerk, company().goods.mine, company().goods.chai, '2');
      const last = seen.at(-1)?.position ?? '';
      const resumed = await follow(clerk, last);
      const told = await resumed.until((change) => change.id === second && change.event === 'submit');
      await resumed.end();
      expect(told.map((change) => [change.id, change.event])).toEqual([
        [second, 'create'],
        [second, 'submit'],
      ]);
      for (const position of [...seen, ...told].map((change) => change.position)) {
        // Sealed: 36 bytes, of which those of neighbours have nothing in common.
        expect(Buffer.from(position, 'base64url')).toHaveLength(36);
      }
      expect(new Set([...seen, ...told].map((change) => change.position.slice(0, 8))).size).toBe(seen.length + told.length);
      for (const unknown of ['1', '0', last.slice(1), `${last}A`, 'x'.repeat(48)]) {
        const refused = await refusal(open(clerk, unknown));
        expect(refused, unknown).toMatchObject({ status: 400, code: 'malformed' });
      }
    });

    it('end with the session, and open for nobody without one', async () => {
      expect(await refusal(open(company().stranger()))).toMatchObject({ status: 401 });
      const { client, token } = await company().signIn('clerk');
      const stream = await follow(client);
      await company().stranger({ token }).signOut();
      // The next change finds the session ended.
      await order(await company().as('clerk'), company().goods.mine, company().goods.chai, '1');
      expect(await stream.rest()).toEqual([]);
    });
  });
}

/** Opens the stream; it stands once this is done. */
async function open(client: Client, after?: string): Promise<AsyncIterator<Told>> {
  const response = await client.send('GET', '/events', {
    headers: { accept: 'text/event-stream', ...(after === undefined ? {} : { 'last-event-id': after }) },
  });
  if (!response.ok) throw await apiError(response);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  return readEvents(response)[Symbol.asyncIterator]();
}

interface Following {
  /** All that was told up to the first that fits. */
  until(fits: (change: Told) => boolean): Promise<readonly Told[]>;
  /** What comes until the host ends it. */
  rest(): Promise<readonly Told[]>;
  end(): Promise<void>;
}

async function follow(client: Client, after?: string): Promise<Following> {
  const changes = await open(client, after);
  return {
    async until(fits) {
      const told: Told[] = [];
      for (;;) {
        const { done, value } = await changes.next();
        if (done === true) throw new Error('the stream ended');
        told.push(value);
        if (fits(value)) return told;
      }
    },
    async rest() {
      const told: Told[] = [];
      for (;;) {
        const { done, value } = await changes.next();
        if (done === true) return told;
        told.push(value);
      }
    },
    async end() {
      await changes.return?.();
    },
  };
}
