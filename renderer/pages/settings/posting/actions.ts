import type { ApiObject } from '#common/api';
import { say } from '#renderer/language';
import type { PostingRule } from './rule.ts';
import { words } from './words.ts';

/** Every document that is posted has these, also where the reader may not do them. */
const USUAL = ['post', 'cancel'] as const;

/** The actions that a rule of a document can follow: those the reader knows of, those that other rules follow, and the usual two. */
export function actionsOf(object: ApiObject | undefined, rules: readonly Pick<PostingRule, 'object' | 'action'>[]): readonly string[] {
  if (object === undefined) return [];
  return [...new Set([...USUAL, ...object.actions.map((action) => action.name), ...rules.filter((rule) => rule.object === object.name).map((rule) => rule.action)])];
}

/** What an action is called. One that the reader may not do is not in their definitions; the usual ones have names all the same. */
export function actionLabel(object: ApiObject | undefined, name: string): string {
  const known = object?.actions.find((one) => one.name === name);
  if (known) return say(known.label);
  const usual = USUAL.find((one) => one === name);
  return usual === undefined ? name : words(`action-${usual}`);
}
