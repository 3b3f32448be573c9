import { randomBytes } from 'node:crypto';
import { createComments, type Comments } from '#core/comments';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { vaultFromRoot } from '#core/vault/open-vault.ts';
import { amount, date, link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Store } from '#db';
import { createDesk, type Desk } from '../index.ts';

/** An errand somebody runs for the firm: entered, allowed, run. */
const Errand = defineObject({
  name: 'errand',
  kind: 'document',
  label: { zh: '跑腿单', en: 'Errand' },
  module: 'test',
  title: 'name',
  fields: { name: text('事由', 'Name', { required: true }), due: date('期限', 'Due'), cost: text('花费', 'Cost') },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, allowed: { zh: '已批准', en: 'Allowed' }, done: { zh: '完成', en: 'Done' } },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      allow: { label: { zh: '批准', en: 'Allow' }, from: ['draft'], to: 'allowed', awaited: true },
      run: { label: { zh: '去办', en: 'Run' }, from: ['allowed'], to: 'done', awaited: { when: 'due == null || due <= today()' } },
      pay: { label: { zh: '报销', en: 'Pay back' }, from: ['allowed', 'done'], awaited: { when: 'cost != null' } },
      drop: { label: { zh: '作罢', en: 'Drop' }, from: ['draft', 'allowed'], to: 'done' },
    },
  },
});

/** What is given for an errand, and who takes a share of it. */
const Tip = defineObject({
  name: 'tip',
  kind: 'master',
  label: { zh: '小费', en: 'Tip' },
  module: 'test',
  title: 'errand',
  fields: { errand: link('跑腿单', 'Errand', 'errand', { required: true }) },
  children: { shares: { label: { zh: '分成', en: 'Shares' }, fields: { errand: link('跑腿单', 'Errand', 'errand'), share: amount('金额', 'Share') } } },
});

export interface DeskScene {
  readonly store: Store;
  readonly test: TestCore;
  readonly desk: Desk;
  readonly comments: Comments;
  /** Sees and does everything with errands. */
  readonly boss: Context;
  /** Runners see their own errands only, and not what they cost. */
  readonly anna: Context;
  readonly bert: Context;
  /** Sees errands, and does not know who people are. */
  readonly stranger: Context;
  /** Makes an errand of whoever the context is of. @returns its id */
  errand(of: Context, name: string, more?: Readonly<Record<string, unknown>>): Promise<string>;
}

export async function deskScene(store: Store): Promise<DeskScene> {
  const test = await testCore(store, [{ name: 'test', objects: [Errand, Tip] }]);
  await test.role('boss', { errand: { can: ['read', 'create', 'update', 'action:*'] }, user: { can: ['read'] } });
  await test.role('runner', {
    errand: { can: ['read', 'create', 'update', 'action:run', 'action:pay'], rows: 'own', fields: { '*': 'write', ownerId: 'read', cost: 'none' } },
    tip: { can: ['read', 'create'], fields: { '*': 'write', 'shares.share': 'none' } },
    user: { can: ['read'], fields: { '*': 'none', name: 'read' } },
  });
  await test.role('stranger', { errand: { can: ['read', 'update'] } });
  const vault = vaultFromRoot('', 'test', randomBytes(32));
  return {
    store,
    test,
    desk: createDesk({ ...test.core, vault }),
    comments: createComments(test.core),
    boss: await test.person('boss', ['boss']),
    anna: await test.person('anna', ['runner']),
    bert: await test.person('bert', ['runner']),
    stranger: await test.person('stranger', ['stranger']),
    errand: async (of, name, more = {}) => (await test.core.gate.create(of, 'errand', { name, ...more })).id,
  };
}
