import type { ApiObject, Card } from '#common/api';
import type { Text } from '#common/errors';
import { choiceLabel } from '#renderer/fields/display.ts';
import { fieldAt, type FieldAt, type Find } from '#renderer/filter/paths.ts';
import { pointSource } from './card-query.ts';

/** The object whose fields a query speaks of: of child rows, their own fields. */
function queried(card: Pick<Card, 'query'>, find: Find): ApiObject | undefined {
  const [name = '', child] = card.query.object.split('.');
  const definition = find(name);
  if (definition === undefined || child === undefined) return definition;
  const fields = definition.children.find((one) => one.name === child)?.fields;
  return fields === undefined ? undefined : { ...definition, fields, states: {} };
}

/** The field at whose values the points of a card stand. */
export function pointField(card: Card, find: Find): FieldAt | undefined {
  const path = pointSource(card)?.replace(/^(?:month|year)\((.+)\)$/, '$1');
  const definition = queried(card, find);
  const found = path === undefined || definition === undefined ? undefined : fieldAt(definition, path, find);
  if (found === undefined || definition === undefined) return found;
  // The name of a linked record stands for the link: `客户`, not `客户 · 名称`.
  const link = fieldAt(definition, found.path.split('.')[0] ?? '', find);
  return link?.titlePath === found.path ? { ...found, label: link.field.label } : found;
}

/** What one of its measures is called: by the field it is worked out of where there are several, else as the card. */
export function measureName(card: Card, alias: string, find: Find): Text {
  const definition = queried(card, find);
  const path = /\(([\w.]+)\) as \w+$/.exec(card.query.select.find((part) => part.endsWith(` as ${alias}`)) ?? '')?.[1];
  const field = definition === undefined || path === undefined || card.y.length < 2 ? undefined : fieldAt(definition, path, find);
  return field?.field.label ?? card.label;
}

/** What a point is called where its value is not what people say: the label of a choice. */
export function pointLabel(field: FieldAt | undefined, point: string | null): string | null {
  return point !== null && field?.field.type === 'choice' ? choiceLabel(field.field, point) : point;
}
