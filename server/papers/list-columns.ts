import type { Lang } from '#common/errors';
import type { Context } from '#core/context';
import type { FieldView, Gate, ObjectView } from '#core/records/gate.ts';
import type { ValueKind, Values } from './layout/index.ts';
import type { SheetColumn } from './sheet.ts';

/** What says nothing to a person. */
const SILENT = new Set(['id', 'companyId', 'version', 'ownerId', 'departmentId']);

/**
 * The columns of a list in a file: fields by their labels, links by the names of what they lead to.
 * @param fields field paths; when left out, all fields that the caller may take away and that say something to a person
 */
export async function listColumns(gate: Gate, context: Context, object: string, fields: readonly string[] | undefined): Promise<SheetColumn[]> {
  const views = new Map((await gate.objects(context)).map((view) => [view.name, view]));
  const view = views.get(object) ?? (await gate.object(context, object));
  const paths = fields ?? view.fields.flatMap((field) => usual(field, views));
  return paths.map((path) => columnOf(path, view, views, context.lang));
}

function usual(field: FieldView, views: ReadonlyMap<string, ObjectView>): string[] {
  if (field.level === 'masked' || SILENT.has(field.name) || field.type === 'json') return [];
  if (field.type !== 'link') return [field.name];
  const target = views.get(String(field.options['to']));
  const title = target?.fields.find(({ name }) => name === target.title);
  return title !== undefined && title.level !== 'masked' ? [`${field.name}.${title.name}`] : [];
}

function columnOf(path: string, view: ObjectView, views: ReadonlyMap<string, ObjectView>, lang: Lang): SheetColumn {
  const labels: string[] = [];
  let at: ObjectView | undefined = view;
  let field: FieldView | undefined;
  let last = view;
  for (const name of path.split('.')) {
    if (at === undefined) return { name: path, label: path, kind: 'text' };
    last = at;
    field = at.fields.find((one) => one.name === name);
    if (field === undefined) return { name: path, label: path, kind: 'text' };
    labels.push(field.label[lang]);
    at = field.type === 'link' ? views.get(String(field.options['to'])) : undefined;
  }
  // The name of a linked record stands under the link's own label.
  const named = labels.length > 1 && field?.name === last.title ? labels.slice(0, -1) : labels;
  const values = valuesOf(field, last);
  return { name: path, label: named.join(' · '), kind: kindOf(field, last), ...(values === undefined ? {} : { values }) };
}

function valuesOf(field: FieldView | undefined, view: ObjectView): Values | undefined {
  if (field?.name === 'state') return view.states;
  return field?.type === 'choice' ? (field.options['values'] as Values) : undefined;
}

const UNITS: Readonly<Record<string, ValueKind>> = { amount: 'amount', price: 'price', quantity: 'quantity', rate: 'rate', number: 'quantity' };

function kindOf(field: FieldView | undefined, view: ObjectView): ValueKind {
  if (field?.name === 'state' && Object.keys(view.states).length > 0) return 'choice';
  switch (field?.type) {
    case 'decimal':
      return UNITS[String(field.options['unit'])] ?? 'quantity';
    case 'int':
    case 'date':
    case 'time':
    case 'bool':
    case 'choice':
      return field.type;
    default:
      return 'text';
  }
}
