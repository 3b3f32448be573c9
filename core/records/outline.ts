import type { Field, FieldMap } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { refuse } from '#common/errors';
import type { Office } from '#core/access/grant.ts';
import { takesOwnFields } from '#core/registry/overlay.ts';
import { numberingOf } from './describe.ts';
import type { FieldOutline, ObjectOutline } from './gate.ts';

/**
 * Who decides on rights or definitions has to know what there is to decide on, and the audit administrator what the log speaks of; it holds no record of anybody.
 */
export function requireOutline(access: Access, offices: readonly Office[]): void {
  const deciding = [['role', 'create'], ['role', 'update'], ['customisation', 'create']] as const;
  if (offices.includes('audit') || deciding.some(([object, verb]) => access.can(object, verb))) return;
  throw refuse('forbidden', '只有决定权限或定制的人和审计管理员可以查看全部对象定义。', 'Only who decides on rights or definitions, or reads the log, may see all of them.');
}

/** The words of an object that roles and customisations speak of. */
export function outlineOf(definition: ObjectDefinition): ObjectOutline {
  return {
    name: definition.name,
    kind: definition.kind,
    label: definition.label,
    module: definition.module,
    fields: fieldsOf(definition.fields),
    children: Object.entries(definition.children).map(([name, { label, fields }]) => ({ name, label, fields: fieldsOf(fields) })),
    actions: Object.entries(definition.lifecycle?.actions ?? {}).map(([name, { label }]) => ({ name, label })),
    numbering: numberingOf(definition),
    takesFields: takesOwnFields(definition),
  };
}

function fieldsOf(fields: FieldMap): FieldOutline[] {
  return Object.entries(fields).map(([name, field]) => ({
    name, type: field.type, label: field.label, system: field.system === true, personal: field.personal !== undefined, computedFrom: field.computedFrom ?? [],
    ...detailsOf(field),
  }));
}

function detailsOf(field: Field): Pick<FieldOutline, 'to' | 'values' | 'scale'> {
  switch (field.type) {
    case 'link':
      return { to: field.to };
    case 'choice':
      return { values: field.values };
    case 'decimal':
      return { scale: field.scale };
    default:
      return {};
  }
}
