import type { ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { type Grant, hasVerb, type Level, type Rows, rowsOf } from './grants.ts';
import { LEVEL_LABELS, rowsLabel } from './labels.ts';
import { levelIn, linesOf, rankOf } from './outline.ts';

/** What becomes of the fields of an object: seen by those who read, written by those who create or change, taken away, unmasked. */
export interface FieldChange {
  readonly kind: 'gain' | 'lose';
  readonly text: Text;
}

type Deed = 'create' | 'update' | 'write' | 'export' | 'unmask';

/** A field's level counts where its grant names the verb: what a grant to create says of a field shows nobody anything. */
interface Aspect {
  readonly verbs: readonly string[];
  /** The level from which it may be done; what is read is told by its level. */
  readonly from?: Level;
}

const READ: Aspect = { verbs: ['read'] };
const CREATE: Aspect = { verbs: ['create'], from: 'write' };
const UPDATE: Aspect = { verbs: ['update'], from: 'write' };
const EXPORT: Aspect = { verbs: ['read', 'export'], from: 'read' };
const UNMASK: Aspect = { verbs: ['unmask'], from: 'masked' };

const DEED_LABELS: Readonly<Record<Deed, { readonly gain: Text; readonly lose: Text }>> = {
  write: { gain: { zh: '可以填写', en: 'may be written' }, lose: { zh: '不再可以填写', en: 'may no longer be written' } },
  create: { gain: { zh: '新建时可以填写', en: 'may be written when creating' }, lose: { zh: '新建时不再可以填写', en: 'may no longer be written when creating' } },
  update: { gain: { zh: '修改时可以填写', en: 'may be written when changing' }, lose: { zh: '修改时不再可以填写', en: 'may no longer be written when changing' } },
  export: { gain: { zh: '可以导出', en: 'may be exported' }, lose: { zh: '不再可以导出', en: 'may no longer be exported' } },
  unmask: { gain: { zh: '可以揭示', en: 'may be unmasked' }, lose: { zh: '不再可以揭示', en: 'may no longer be unmasked' } },
};

interface Move {
  readonly kind: FieldChange['kind'];
  readonly told: Text;
  /** Only in these rows; everywhere when left out. */
  readonly rows?: Rows;
}

/** What the change of an object's grants means for its fields; the same sentence is told once for all fields it is true of. */
export function fieldChanges(object: ApiOutline, was: readonly Grant[], is: readonly Grant[]): readonly FieldChange[] {
  const moves = new Map<string, { readonly move: Move; readonly labels: Text[] }>();
  for (const line of linesOf(object)) {
    if (line.kind === 'rest' || line.kind === 'table') continue;
    for (const found of movesOf(object, was, is, line.path)) {
      const key = JSON.stringify(found);
      const entry = moves.get(key) ?? { move: found, labels: [] };
      moves.set(key, entry);
      entry.labels.push(line.label);
    }
  }
  return [...moves.values()].map(({ move: { kind, told, rows }, labels }) => ({
    kind,
    text: {
      zh: `${listed(labels.map((label) => label.zh), '、', '等')}${rows === undefined ? '' : `（${rowsLabel(rows).zh}）`}：${told.zh}`,
      en: `${listed(labels.map((label) => label.en), ', ', ' and more,')}${rows === undefined ? '' : ` (${rowsLabel(rows).en})`}: ${told.en}`,
    },
  }));
}

function movesOf(object: ApiOutline, was: readonly Grant[], is: readonly Grant[], path: string): readonly Move[] {
  const stepsOf = (aspect: Aspect): readonly Step[] => steps(object, naming(was, aspect), naming(is, aspect), path, aspect);
  const deeds = (deed: Deed, found: readonly Step[]): readonly Move[] => found.map((step) => move(step, DEED_LABELS[deed][kindOf(step)]));
  const seen = stepsOf(READ).map((step) => move(step, { zh: `${LEVEL_LABELS[step.from].zh} → ${LEVEL_LABELS[step.to].zh}`, en: `${LEVEL_LABELS[step.from].en} → ${LEVEL_LABELS[step.to].en}`.toLowerCase() }));
  const [creating, updating] = [stepsOf(CREATE), stepsOf(UPDATE)];
  const writes = JSON.stringify(creating) === JSON.stringify(updating) ? deeds('write', creating) : [...deeds('create', creating), ...deeds('update', updating)];
  // What may be taken away or unmasked follows what is read, and the verb: told only where both stay.
  const follows = (deed: 'export' | 'unmask', aspect: Aspect): readonly Move[] => (seen.length > 0 || naming(was, aspect).length === 0 ? [] : deeds(deed, stepsOf(aspect)));
  return [...seen, ...writes, ...follows('export', EXPORT), ...follows('unmask', UNMASK)];
}

function naming(grants: readonly Grant[], { verbs }: Aspect): readonly Grant[] {
  return grants.filter((grant) => verbs.every((verb) => hasVerb(grant, verb)));
}

function kindOf({ from, to }: Step): FieldChange['kind'] {
  return rankOf(to) > rankOf(from) ? 'gain' : 'lose';
}

function move(step: Step, told: Text): Move {
  return { kind: kindOf(step), told, ...(step.rows === undefined ? {} : { rows: step.rows }) };
}

interface Step {
  readonly from: Level;
  readonly to: Level;
  readonly rows?: Rows;
}

/** How far a field moves, in all rows or, where the widest level stays, in the rows of grants before and after. */
function steps(object: ApiOutline, old: readonly Grant[], now: readonly Grant[], path: string, aspect: Aspect): readonly Step[] {
  // That nobody may do it any more is said of the verb.
  if (now.length === 0) return [];
  const level = (grants: readonly Grant[]): Level => bestLevel(object, grants, path, aspect);
  if (level(old) !== level(now)) return [{ from: level(old), to: level(now) }];
  const scopes = new Map(old.map((grant) => [scopeKey(grant), rowsOf(grant)]));
  return [...scopes].flatMap(([key, rows]) => {
    if (!now.some((grant) => scopeKey(grant) === key)) return [];
    const [from, to] = [level(within(old, key)), level(within(now, key))];
    return from === to ? [] : [{ from, to, rows }];
  });
}

/** Grants that hold in these rows for sure. */
function within(grants: readonly Grant[], key: string): readonly Grant[] {
  return grants.filter((grant) => scopeKey(grant) === key || rowsOf(grant) === 'all');
}

function scopeKey(grant: Grant): string {
  return JSON.stringify(rowsOf(grant));
}

/** The widest level of these grants, as far as it matters here: nobody sees more for being allowed to write. */
function bestLevel(object: ApiOutline, grants: readonly Grant[], path: string, { from }: Aspect): Level {
  const best = grants.map((grant) => levelIn(object, grant, path)).reduce<Level>((widest, level) => (rankOf(level) > rankOf(widest) ? level : widest), 'none');
  if (from !== undefined) return rankOf(best) >= rankOf(from) ? 'write' : 'none';
  return best === 'write' ? 'read' : best;
}

const MOST_NAMED = 12;

function listed(names: readonly string[], comma: string, more: string): string {
  return names.length <= MOST_NAMED ? names.join(comma) : `${names.slice(0, MOST_NAMED).join(comma)}${more} ${names.length}`;
}
