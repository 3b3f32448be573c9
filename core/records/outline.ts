import type { FieldMap } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { refuse } from '#common/errors';
import type { FieldOutline, ObjectOutline } from './gate.ts';

/** Who decides on rights or definitions has to know what there is to decide on; it holds no record of anybody. */
export function requireDesigner(access: Access): void {
  const deciding = [['role', 'create'], ['role', 'update'], ['customisation', 'create']] as const;
  if (deciding.some(([object, verb]) => access.can(object, verb))) return;
  throw refuse('forbidden', '只有决定权限或定制的人可以查看全部对象定义。', 'Only who decides on rights or definitions may see all of them.');
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
  };
}

function fieldsOf(fields: FieldMap): FieldOutline[] {
  return Object.entries(fields).map(([name, field]) => ({
    name, type: field.type, label: field.label, system: field.system === true, personal: field.personal !== undefined, computedFrom: field.computedFrom ?? [],
  }));
}
