import type { ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { fieldChanges } from './field-changes.ts';
import { type Grant, type Grants, hasVerb, rowsOf, sameGrants, VERBS } from './grants.ts';
import { rowsLabel, VERB_LABELS } from './labels.ts';

/** One thing that a role may do from now on, or no more. */
export interface GrantChange {
  readonly kind: 'gain' | 'lose' | 'other';
  readonly object: Text;
  readonly text: Text;
}

/** Such as a field masked in a grant that shows nothing anyway. */
const REWORDED: Text = { zh: '写法有改动，能做的事不变', en: 'worded differently; what may be done stays the same' };

/** What the holders of a role gain and lose, in plain sentences. */
export function grantChanges(before: Grants, after: Grants, outline: readonly ApiOutline[]): readonly GrantChange[] {
  return outline.flatMap((object) => {
    const [was, is] = [before[object.name] ?? [], after[object.name] ?? []];
    if (sameGrants(was, is)) return [];
    const changes = [...verbChanges(object, was, is), ...fieldChanges(object, was, is).map((change) => ({ object: object.label, ...change }))];
    return changes.length > 0 ? changes : [{ kind: 'other', object: object.label, text: REWORDED }];
  });
}

function verbChanges(object: ApiOutline, was: readonly Grant[], is: readonly Grant[]): GrantChange[] {
  const verbs = [...VERBS.map((verb): [string, Text] => [verb, VERB_LABELS[verb]]), ...object.actions.map(({ name, label }): [string, Text] => [`action:${name}`, label])];
  return verbs.flatMap(([verb, label]): GrantChange[] => {
    const [old, now] = [scopesOf(was, verb), scopesOf(is, verb)];
    if (old.join('\n') === now.join('\n')) return [];
    const told = (kind: GrantChange['kind'], zh: string, en: string): GrantChange => ({ kind, object: object.label, text: { zh, en } });
    const [zh, en] = [scopeWords(is, verb, 'zh'), scopeWords(is, verb, 'en')];
    if (old.length === 0) return [told('gain', `可以${label.zh}：${zh}`, `may ${lower(label.en)}: ${en}`)];
    if (now.length === 0) return [told('lose', `不再可以${label.zh}`, `may no longer ${lower(label.en)}`)];
    return [told('other', `${label.zh}的范围由“${scopeWords(was, verb, 'zh')}”改为“${zh}”`, `${label.en}: from “${scopeWords(was, verb, 'en')}” to “${en}”`)];
  });
}

function scopesOf(grants: readonly Grant[], verb: string): readonly string[] {
  return [...new Set(grants.filter((grant) => hasVerb(grant, verb)).map((grant) => JSON.stringify(rowsOf(grant))))].sort();
}

function scopeWords(grants: readonly Grant[], verb: string, lang: 'zh' | 'en'): string {
  return [...new Set(grants.filter((grant) => hasVerb(grant, verb)).map((grant) => rowsLabel(rowsOf(grant))[lang]))].join(lang === 'zh' ? '、' : ', ');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
