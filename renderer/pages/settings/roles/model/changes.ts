import type { ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { type Grant, type Grants, hasVerb, type Level, rowsOf, sameGrants, VERBS } from './grants.ts';
import { levelIn, linesOf, rankOf } from './outline.ts';
import { LEVEL_LABELS, rowsLabel, VERB_LABELS } from './labels.ts';

/** One thing that a role may do from now on, or no more. */
export interface GrantChange {
  readonly kind: 'gain' | 'lose' | 'other';
  readonly object: Text;
  readonly text: Text;
}

/** What the holders of a role gain and lose, in plain sentences. */
export function grantChanges(before: Grants, after: Grants, outline: readonly ApiOutline[]): readonly GrantChange[] {
  return outline.flatMap((object) => {
    const [was, is] = [before[object.name] ?? [], after[object.name] ?? []];
    return sameGrants(was, is) ? [] : [...verbChanges(object, was, is), ...fieldChanges(object, was, is)];
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

function fieldChanges(object: ApiOutline, was: readonly Grant[], is: readonly Grant[]): GrantChange[] {
  const moves = new Map<string, { readonly from: Level; readonly to: Level; readonly labels: Text[] }>();
  for (const line of linesOf(object)) {
    if (line.kind === 'rest' || line.kind === 'table') continue;
    const [from, to] = [bestLevel(object, was, line.path), bestLevel(object, is, line.path)];
    if (from === to) continue;
    const key = `${from} ${to}`;
    const move = moves.get(key) ?? { from, to, labels: [] };
    moves.set(key, move);
    move.labels.push(line.label);
  }
  return [...moves.values()].map(({ from, to, labels }) => ({
    kind: rankOf(to) > rankOf(from) ? 'gain' : 'lose',
    object: object.label,
    text: {
      zh: `${listed(labels.map((label) => label.zh), '、', '等')}：${LEVEL_LABELS[from].zh} → ${LEVEL_LABELS[to].zh}`,
      en: `${listed(labels.map((label) => label.en), ', ', ' and more,')}: ${lower(LEVEL_LABELS[from].en)} → ${lower(LEVEL_LABELS[to].en)}`,
    },
  }));
}

const MOST_NAMED = 12;

function listed(names: readonly string[], comma: string, more: string): string {
  return names.length <= MOST_NAMED ? names.join(comma) : `${names.slice(0, MOST_NAMED).join(comma)}${more} ${names.length}`;
}

/** The widest level that any grant with the verb to read gives. */
function bestLevel(object: ApiOutline, grants: readonly Grant[], path: string): Level {
  const levels = grants.filter((grant) => hasVerb(grant, 'read')).map((grant) => {
    const level = levelIn(object, grant, path);
    return level === 'write' && !hasVerb(grant, 'create') && !hasVerb(grant, 'update') ? 'read' : level;
  });
  return levels.reduce<Level>((best, level) => (rankOf(level) > rankOf(best) ? level : best), 'none');
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
