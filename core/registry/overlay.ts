import { z } from 'zod';
import { refuse } from '#common/errors';
import type { Field, FieldMap } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';

/* What a firm changes without code, in the vocabulary of defineObject. One more kind of change: one more member here, one more case in `applied`. */

const label = z.strictObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100) });
const base = { label, help: label.optional(), index: z.boolean().optional() };
/** PostgreSQL keeps at most 2,704 bytes in an index, and a character may take four. */
const LONGEST_INDEXED = 500;
const isBelow = (least: number | undefined, most: number | undefined): boolean => least === undefined || most === undefined || least <= most;

const field = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('text'), max: z.int().min(1).max(10_000), long: z.boolean().optional(), search: z.boolean().optional(), ...base })
    .refine((one) => !(one.index || one.search) || one.max <= LONGEST_INDEXED, `an indexed or searched text has at most ${LONGEST_INDEXED} characters`),
  z
    .strictObject({ type: z.literal('int'), min: z.int().optional(), max: z.int().optional(), ...base })
    .refine((one) => isBelow(one.min, one.max), 'min is not above max'),
  z
    .strictObject({
      type: z.literal('decimal'),
      scale: z.int().min(0).max(8),
      shown: z.int().min(0).max(8),
      unit: z.enum(['amount', 'price', 'quantity', 'rate', 'number']),
      ...base,
    })
    .refine((one) => one.shown <= one.scale, 'no more places are shown than kept'),
  z.strictObject({ type: z.literal('bool'), ...base }),
  z.strictObject({ type: z.literal('date'), ...base }),
  z.strictObject({ type: z.literal('time'), ...base }),
  z
    .strictObject({ type: z.literal('choice'), values: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,60}$/), label), ...base })
    .refine((one) => Object.keys(one.values).length >= 1 && Object.keys(one.values).length <= 200, 'there are 1 to 200 values'),
  z.strictObject({ type: z.literal('link'), to: z.string().max(120), ...base }),
]);

/** The firm's own fields begin with x, so that a later version of the suite cannot take their names. */
const ownName = z.string().regex(/^x[A-Z][a-zA-Z0-9]{0,40}$/);

/** Databases hold a limited number of columns. */
const MOST_OWN = 200;

/** Without hyphens, which part prefix, year and number: so no prefix can write a number that another one has written. */
const prefix = z.string().regex(/^[A-Z0-9]{1,10}$/);

const change = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('add-field'), object: z.string().max(120), child: z.string().max(120).optional(), name: ownName, field }),
  z.strictObject({ change: z.literal('relabel'), object: z.string().max(120), child: z.string().max(120).optional(), name: z.string().max(120), label }),
  z.strictObject({ change: z.literal('numbering'), object: z.string().max(120), prefix, per: z.enum(['year', 'ever']), digits: z.int().min(3).max(10) }),
]);

export type OverlayChange = z.infer<typeof change>;

/** The shape of a change, for the interface's description. */
export const overlayChangeSchema = change;

/** @throws PanshiError `invalid`, naming what is wrong with the change */
export function parseChange(input: unknown): OverlayChange {
  const parsed = change.safeParse(input);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'change'}: ${issue.message}`).join('; ');
  throw refuse('invalid', `定制内容有误：${where}`, `The customisation is not valid: ${where}`);
}

/** The definitions under the changes, in their order. @throws PanshiError `invalid` for a change that does not fit */
export function applyOverlay(definitions: readonly ObjectDefinition[], changes: readonly OverlayChange[]): ObjectDefinition[] {
  const result = new Map(definitions.map((definition) => [definition.name, definition]));
  for (const one of changes) {
    const target = result.get(one.object);
    if (!target) throw refuse('invalid', `没有对象“${one.object}”。`, `There is no object "${one.object}".`);
    result.set(one.object, applied(target, one, result));
  }
  return [...result.values()];
}

function applied(target: ObjectDefinition, one: OverlayChange, all: ReadonlyMap<string, ObjectDefinition>): ObjectDefinition {
  switch (one.change) {
    case 'add-field':
      return withField(target, one, all);
    case 'relabel': {
      const fields = fieldsIn(target, one.child);
      const old = Object.hasOwn(fields, one.name) ? fields[one.name] : undefined;
      if (!old) throw refuse('invalid', `没有字段“${one.name}”。`, `There is no field "${one.name}".`);
      return withFields(target, one.child, { ...fields, [one.name]: { ...old, label: one.label } });
    }
    case 'numbering': {
      const old = target.numbering;
      if (!old) throw refuse('invalid', `“${target.label.zh}”没有可设置的编号规则。`, `${target.name} has no numbering that could be set.`);
      const { prefix, per, digits } = one;
      return { ...target, numbering: { ...old, prefix, per, digits, suite: old.suite ?? old.prefix } };
    }
  }
}

/** Only what people write can hold more of theirs. */
export function takesOwnFields(target: ObjectDefinition): boolean {
  return !target.programOnly && target.kind !== 'ledger';
}

function withField(
  target: ObjectDefinition,
  one: Extract<OverlayChange, { change: 'add-field' }>,
  all: ReadonlyMap<string, ObjectDefinition>,
): ObjectDefinition {
  const added = one.field as Field;
  if (added.type === 'link' && !all.has(added.to)) throw refuse('invalid', `没有对象“${added.to}”。`, `There is no object "${added.to}".`);
  if (!takesOwnFields(target)) {
    throw refuse('invalid', `“${target.label.zh}”只由程序写入，不能加字段。`, `Only the program writes ${target.name}; it takes no fields of your own.`);
  }
  const fields = fieldsIn(target, one.child);
  if (fields[one.name]) throw refuse('duplicate', `字段“${one.name}”已存在。`, `There is a field "${one.name}" already.`);
  if (Object.keys(fields).filter((name) => ownName.safeParse(name).success).length >= MOST_OWN) {
    throw refuse('rule', `一张表最多 ${MOST_OWN} 个自定义字段。`, `A table takes at most ${MOST_OWN} fields of your own.`);
  }
  return withFields(target, one.child, { ...fields, [one.name]: added });
}

/** Fields of an object, or of its rows. @throws PanshiError `invalid` for rows that it has none of */
function fieldsIn(target: ObjectDefinition, child: string | undefined): FieldMap {
  if (child === undefined) return target.fields;
  const rows = Object.hasOwn(target.children, child) ? target.children[child] : undefined;
  if (!rows) throw refuse('invalid', `没有子表“${child}”。`, `There is no child table "${child}".`);
  return rows.fields;
}

function withFields(target: ObjectDefinition, child: string | undefined, fields: FieldMap): ObjectDefinition {
  const rows = child === undefined ? undefined : target.children[child];
  if (child === undefined || !rows) return { ...target, fields };
  return { ...target, children: { ...target.children, [child]: { ...rows, fields } } };
}
