import { computed, ref, watch, type Ref } from 'vue';
import { Decimal } from '#common/decimal';
import type { ApiInsight } from '#common/api';
import { insightFilter } from '#common/objects';
import { host } from '#renderer/host';
import type { EntryRow } from '#renderer/grid/entry/rows.ts';
import type { RecordModel } from './use-record.ts';

/** A figure beside what is being entered. */
export interface Shown {
  readonly insight: ApiInsight;
  readonly value: string;
  /** It does not cover what is entered. */
  readonly short: boolean;
}

/** Figures that help whoever is entering: of the header's links, and of the row that has the focus. Asked once for each question. */
export function useInsights(record: RecordModel, row: Ref<{ readonly child: string; readonly row: EntryRow } | undefined>) {
  const answers = ref(new Map<string, string>());
  const asked = new Set<string>();
  const round = ref(0);

  const questions = computed(() => {
    if (round.value < 0 || !record.editing.value) return [];
    return (record.object.insights ?? []).flatMap((insight) => {
      const [first = '', name] = insight.on.split('.');
      const at = row.value;
      const value = name === undefined ? record.values[first] : at?.child === first ? at.row.values[name] : undefined;
      if (typeof value !== 'string' || value === '') return [];
      const filter = insightFilter(insight, value, record.values);
      const covered = insight.covers === undefined ? undefined : name === undefined ? record.made.value[insight.covers] : at?.row.values[insight.covers];
      return [{ insight, filter, covered, key: `${insight.query.object} ${insight.query.select[0]} ${filter}` }];
    });
  });

  const shown = computed<readonly Shown[]>(() =>
    questions.value.flatMap(({ insight, covered, key }) => {
      const value = answers.value.get(key);
      if (value === undefined) return [];
      const short = typeof covered === 'string' && /^-?\d+(\.\d+)?$/.test(covered) && value !== '' && new Decimal(value).lt(covered);
      return [{ insight, value, short }];
    }),
  );

  watch(questions, (all) => {
    for (const { insight, filter, key } of all) {
      if (asked.has(key)) continue;
      asked.add(key);
      void ask(insight, filter, key);
    }
  }, { immediate: true });

  async function ask({ query }: ApiInsight, filter: string, key: string): Promise<void> {
    try {
      const [found] = await host().query({ object: query.object, select: [...query.select], filter });
      const value = found?.['value'];
      // A sum over nothing is nothing on hand; a limit that nobody set is none.
      answers.value.set(key, value === null || value === undefined ? (query.select[0].startsWith('sum(') ? '0' : '') : String(value));
    } catch {
      // A help that is not there is not missed.
      asked.delete(key);
    }
  }

  /** After something was stored: what was answered may have changed. */
  function forget(): void {
    asked.clear();
    answers.value = new Map();
    round.value += 1;
  }

  return { shown, forget };
}
