import { refuse } from '#common/errors';
import type { Context } from '#core/context';

/** The person whose desk it is. @throws PanshiError `forbidden` for a program, which has none */
export function personOf(context: Context): string {
  const { userId } = context.principal;
  if (userId === null) throw refuse('forbidden', '只有人员才有自己的工作台。', 'Only people have a desk.');
  return userId;
}
