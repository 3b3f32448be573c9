import type { ObjectDefinition } from '#common/objects';
import type { Access, Coverage, FieldLevel, Grant, Verb } from '#core/access';
import { atLeast, grants } from '#core/access/levels.ts';
import { inputOf } from '#core/registry/registry.ts';
import type { TableShape } from '#core/registry';

/** A grant in question, and whether it covers the record; null when none was asked for. */
export interface Weighed {
  readonly coverage: Coverage;
  readonly covers: boolean | null;
}

export interface WeighedField {
  readonly name: string;
  readonly sees: 'none' | 'masked' | 'read';
  readonly seesBy: number[];
  readonly writesBy: number[];
  readonly wouldTell: string[];
}

/** What holds rows together; it is nobody's question. */
const HIDDEN_PARTS = new Set(['id', 'companyId', 'version', 'parentId', 'position']);
const VERBS: readonly Verb[] = ['read', 'create', 'update', 'delete', 'export', 'unmask'];
const WRITING = new Set<Verb>(['create', 'update', 'delete']);

/** What may be done, each with the places of the grants that let do it. */
export function weighVerbs(definition: ObjectDefinition, weighed: readonly Weighed[]): { verb: string; by: number[] }[] {
  const actions = Object.keys(definition.lifecycle?.actions ?? {}).map((name): Verb => `action:${name}`);
  return [...VERBS, ...actions]
    .filter((verb) => !(definition.programOnly && WRITING.has(verb)))
    .map((verb) => ({ verb, by: placesOf(weighed, (grant) => grants(grant, verb)) }))
    .filter(({ by }) => by.length > 0);
}

/** What is seen and written of each field of the object and its child tables, by the same levels that compile the gate's statements. */
export function weighFields(access: Access, definition: ObjectDefinition, weighed: readonly Weighed[]): WeighedField[] {
  const own = access.registry.table(definition.name);
  return [own, ...access.registry.childTables(definition)].flatMap((table) =>
    table.names.filter((name) => !HIDDEN_PARTS.has(name)).map((name) => weighField(access, table, name, weighed)));
}

function weighField(access: Access, table: TableShape, name: string, weighed: readonly Weighed[]): WeighedField {
  const at = (grant: Grant, least: FieldLevel): boolean => atLeast(access.level(grant, table, name), least);
  const opens = placesOf(weighed, (grant) => grants(grant, 'read') && at(grant, 'read'));
  const masks = placesOf(weighed, (grant) => grants(grant, 'read') && at(grant, 'masked'));
  const writes = table.definition.programOnly ? [] : placesOf(weighed, (grant) => (grants(grant, 'update') || grants(grant, 'create')) && at(grant, 'write'));
  return {
    name: pathOf(table, name),
    sees: opens.length > 0 ? 'read' : masks.length > 0 ? 'masked' : 'none',
    seesBy: opens.length > 0 ? opens : masks,
    writesBy: writes,
    wouldTell: masks.length > 0 ? [] : toldBy(access, table, name, weighed),
  };
}

/** Of the fields that one is computed from: those which no grant opens, so that it is closed as well. */
function toldBy(access: Access, table: TableShape, name: string, weighed: readonly Weighed[]): string[] {
  return (table.fields[name]?.computedFrom ?? []).flatMap((input) => {
    const source = inputOf(access.registry, table, input);
    if (source === undefined) return [];
    const opens = placesOf(weighed, (grant) => grants(grant, 'read') && atLeast(access.level(grant, source.table, source.name), 'read'));
    return opens.length > 0 ? [] : [pathOf(source.table, source.name)];
  });
}

function pathOf({ child }: TableShape, name: string): string {
  return child === null ? name : `${child}.${name}`;
}

function placesOf(weighed: readonly Weighed[], holds: (grant: Grant) => boolean): number[] {
  return weighed.flatMap(({ coverage, covers }, place) => (covers !== false && holds(coverage.grant) ? [place] : []));
}
