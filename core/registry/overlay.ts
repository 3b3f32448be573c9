import { z } from 'zod';
import { refuse } from '#common/errors';
import type { Field } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';

/* What a firm changes without code, in the vocabulary of defineObject. One more kind of change: one more member here, one more case in `applied`. */

const label = z.strictObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100) });
const base = { label, help: label.optional(), index: z.boolean().optional(), search: z.boolean().optional() };
const field = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), max: z.int().min(1).max(10_000), long: z.boolean().optional(), ...base }),
  z.strictObject({ type: z.literal('int'), min: z.int().optional(), max: z.int().optional(), ...base }),
  z.strictObject({
    type: z.literal('decimal'),
    scale: z.int().min(0).max(8),
    shown: z.int().min(0).max(8),
    unit: z.enum(['amount', 'price', 'quantity', 'rate', 'number']),
    ...base,
  }),
  z.strictObject({ type: z.literal('bool'), ...base }),
  z.strictObject({ type: z.literal('date'), ...base }),
  z.strictObject({ type: z.literal('time'), ...base }),
  z.strictObject({ type: z.literal('choice'), values: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), label), ...base }),
  z.strictObject({ type: z.literal('link'), to: z.string(), ...base }),
]);

/** The firm's own fields begin with x, so that a later version of the suite cannot take their names. */
const ownName = z.string().regex(/^x[A-Z][a-zA-Z0-9]{0,40}$/);

const change = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('add-field'), object: z.string(), child: z.string().optional(), name: ownName, field }),
  z.strictObject({ change: z.literal('relabel'), object: z.string(), name: z.string(), label }),
]);

export type OverlayChange = z.infer<typeof change>;

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
    if (!target) throw refuse('invalid', `没有对象「${one.object}」。`, `There is no object "${one.object}".`);
    result.set(one.object, applied(target, one, result));
  }
  return [...result.values()];
}

function applied(target: ObjectDefinition, one: OverlayChange, all: ReadonlyMap<string, ObjectDefinition>): ObjectDefinition {
  switch (one.change) {
    case 'add-field':
      return withField(target, one, all);
    case 'relabel': {
      const old = target.fields[one.name];
      if (!old) throw refuse('invalid', `没有字段「${one.name}」。`, `There is no field "${one.name}".`);
      return { ...target, fields: { ...target.fields, [one.name]: { ...old, label: one.label } } };
    }
  }
}

function withField(
  target: ObjectDefinition,
  one: Extract<OverlayChange, { change: 'add-field' }>,
  all: ReadonlyMap<string, ObjectDefinition>,
): ObjectDefinition {
  const added = one.field as Field;
  if (added.type === 'link' && !all.has(added.to)) throw refuse('invalid', `没有对象「${added.to}」。`, `There is no object "${added.to}".`);
  const fields = one.child === undefined ? target.fields : target.children[one.child]?.fields;
  if (!fields) throw refuse('invalid', `没有子表「${one.child}」。`, `There is no child table "${one.child}".`);
  if (fields[one.name]) throw refuse('duplicate', `字段「${one.name}」已存在。`, `There is a field "${one.name}" already.`);
  const next = { ...fields, [one.name]: added };
  if (one.child === undefined) return { ...target, fields: next };
  const child = target.children[one.child];
  return child ? { ...target, children: { ...target.children, [one.child]: { ...child, fields: next } } } : target;
}
