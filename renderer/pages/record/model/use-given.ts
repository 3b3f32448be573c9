import { watch } from 'vue';
import { linkedObject, useTitles } from '#renderer/fields';
import { isEmptyRow } from '#renderer/grid/entry';
import { host, tellProblem, useDefinitions } from '#renderer/host';
import { isEditable } from './sections.ts';
import { headerFrom, rowSourceOf, rowsFrom } from './source-rows.ts';
import type { RecordModel } from './use-record.ts';

/** What a new record is given before anybody types it: links with but one choice, and the rows of the document it is made of. */
export function useGiven(record: RecordModel) {
  const { object } = record;
  const titles = useTitles();
  const definitions = useDefinitions();

  /** Where there is but one choice, nobody is asked. */
  async function takeOnlyChoices(): Promise<void> {
    const open = object.fields.filter((field) => field.type === 'link' && field.required && isEditable(field, 'create') && (record.values[field.name] ?? '') === '');
    await Promise.all(open.map(async (field) => {
      const to = linkedObject(field);
      if (definitions.find(to)?.kind !== 'master') return;
      const { records } = await host().list(to, { fields: ['id', ...titles.namingFields(to)], limit: 2 }).catch(() => ({ records: [] }));
      const [only, other] = records;
      if (!only || other || record.verb.value !== 'create' || (record.values[field.name] ?? '') !== '') return;
      titles.learn(to, only.id, titles.titleFrom(to, only));
      const wasDirty = record.dirty.value;
      record.set(field.name, only.id);
      if (!wasDirty) record.seal();
    }));
  }

  /** A document made of another's rows takes them as soon as that is named, all that is open of them. */
  const source = rowSourceOf(object);
  watch(() => (source === undefined ? undefined : record.values[source.link]), async (id) => {
    if (source === undefined || typeof id !== 'string' || record.verb.value !== 'create') return;
    const rows = record.rows[source.child] ?? [];
    const definition = definitions.find(source.object);
    if (definition === undefined || rows.some((row) => !isEmptyRow(row, [source.field, 'quantity']))) return;
    try {
      const from = await host().read(source.object, id);
      if (record.values[source.link] !== id) return;
      Object.assign(record.values, headerFrom(object, from, record.values));
      const open = rowsFrom(source, definition, from, object.name.includes('invoice'));
      if (open.length > 0) record.rows[source.child] = open;
      record.change();
    } catch (error) {
      tellProblem(error);
    }
  });

  return { takeOnlyChoices };
}
