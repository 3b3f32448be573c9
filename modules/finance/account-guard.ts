import { refuse } from '#common/errors';
import { beforeSave } from '#core/module';
import { Account } from './account.ts';
import { FINANCE } from './program.ts';

const KEPT = ['code', 'name', 'element', 'side', 'parent', 'archived'] as const;

/**
 * Official codes can be extended, not changed 会计软件基本功能规范.
 * @throws PanshiError `rule` for a change of an official account, or a new account that does not stand below its parent
 */
export const guardAccounts = beforeSave(Account, FINANCE, async (work, next, before) => {
  if (before?.official) {
    const changed = KEPT.filter((name) => next[name] !== before[name]);
    if (changed.length > 0) {
      throw refuse(
        'rule',
        `科目 ${before.code} 属于会计准则，只能增设下级，不能修改。`,
        `Account ${before.code} belongs to the accounting standard: add accounts below it instead of changing it.`,
        {
          fields: changed,
        },
      );
    }
  }
  if (before || next.parent === null) return;
  const parent = await work.get(Account, next.parent);
  if (next.code.startsWith(parent.code) && next.code.length > parent.code.length) return;
  throw refuse(
    'rule',
    `下级科目编码应以上级编码 ${parent.code} 开头。`,
    `The code of an account below ${parent.code} begins with ${parent.code}.`,
    { fields: ['code'] },
  );
});
