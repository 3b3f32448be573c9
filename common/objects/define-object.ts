import type { FieldMap } from '#common/fields';
import type { ChildMap, ObjectDefinition } from './object.ts';
import { CHILD_STANDARD, STANDARD } from './standard-fields.ts';

type Optional = 'children' | 'checks' | 'insights' | 'unique' | 'indexes' | 'belongs' | 'programOnly' | 'derived' | 'version';

type Declared<Fields extends FieldMap, Children extends ChildMap> = Omit<ObjectDefinition<Fields, Children>, Optional> &
  Partial<Pick<ObjectDefinition<Fields, Children>, Optional>>;

const OBJECT_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const FIELD_NAME = /^[a-z][a-zA-Z0-9]*$/;

/**
 * Declares a business object; see `ObjectDefinition` for the words.
 * @throws Error when the declaration contradicts itself, at start and not at the first use
 */
export function defineObject<const Fields extends FieldMap, const Children extends ChildMap = Record<never, never>>(
  declared: Declared<Fields, Children>,
): ObjectDefinition<Fields, Children> {
  const definition: ObjectDefinition<Fields, Children> = {
    checks: [],
    insights: [],
    unique: [],
    indexes: [],
    belongs: 'company',
    programOnly: declared.kind === 'ledger',
    derived: false,
    version: 1,
    ...declared,
    children: declared.children ?? ({} as Children),
  };
  const faults = faultsOf(definition);
  if (faults.length > 0) throw new Error(`object ${definition.name}: ${faults.join('; ')}`);
  return definition;
}

function faultsOf(definition: ObjectDefinition): string[] {
  const faults: string[] = [];
  const names = new Set([...Object.keys(definition.fields), ...Object.keys(STANDARD)]);
  if (!OBJECT_NAME.test(definition.name)) faults.push('its name is not kebab-case');
  for (const name of [...Object.keys(definition.fields), ...Object.keys(definition.children)]) {
    if (!FIELD_NAME.test(name)) faults.push(`field name ${name} is not camelCase`);
    if (name in STANDARD) faults.push(`field name ${name} is taken by every object`);
  }
  for (const [child, table] of Object.entries(definition.children)) {
    for (const name of Object.keys(table.fields)) {
      if (!FIELD_NAME.test(name) || name in CHILD_STANDARD) faults.push(`child field name ${child}.${name} cannot be used`);
    }
  }
  for (const list of [...definition.unique, ...definition.indexes]) {
    for (const name of list) if (!names.has(name)) faults.push(`index over unknown field ${name}`);
  }
  if (!names.has(definition.title)) faults.push(`title ${definition.title} is no field`);
  for (const { on } of definition.insights) if (!isLink(definition, on)) faults.push(`insight on ${on}, which is no link`);
  faults.push(...lifecycleFaults(definition));
  return faults;
}

function isLink({ fields, children }: ObjectDefinition, path: string): boolean {
  const [first = '', second] = path.split('.');
  const field = second === undefined ? fields[first] : children[first]?.fields[second];
  return field?.type === 'link';
}

function lifecycleFaults({ lifecycle, numbering }: ObjectDefinition): string[] {
  const faults: string[] = [];
  if (numbering && !lifecycle?.actions[numbering.on]) faults.push(`is numbered on ${numbering.on}, which is no action`);
  if (!lifecycle) return faults;
  const known = (state: string): boolean => Object.hasOwn(lifecycle.states, state);
  const named = [
    lifecycle.initial,
    ...lifecycle.editable,
    ...Object.values(lifecycle.actions).flatMap((action) => [...action.from, ...(action.to === undefined ? [] : [action.to])]),
  ];
  for (const state of named) if (!known(state)) faults.push(`state ${state} is not declared`);
  return faults;
}
