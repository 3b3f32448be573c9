import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { ask, queryString, reportSchema, type ApiReport, type DescribedReport } from '#common/api';
import { todayHere } from '#renderer/fields';
import { host, live, problemOf, useCatalogue, type Problem } from '#renderer/host';
import { useTab, useTabs } from '#renderer/tabs';
import { askedValues, firstValues, missingParams } from './first-values.ts';
import type { Values } from './periods.ts';
import { readAddress, writeAddress, type Step } from './report-address.ts';

/** A report as it was worked out, kept while the page stands, so that going back shows at once what was there. */
interface Worked {
  readonly answer: ApiReport;
  readonly at: Date;
  stale: boolean;
  line: number;
}

/** Under this nothing tells that somebody waits. */
const PATIENCE = 300;

/** The report at the tab's address: what it is asked, what it answers, and the reports that one came from. */
export function useReport() {
  const tab = useTab();
  const tabs = useTabs();
  const catalogue = useCatalogue();
  const path = computed(() => tabs.tabs.find((one) => one.id === tab.id)?.path ?? '');
  const place = computed(() => readAddress(path.value));
  const before = computed(() => place.value.before);
  const report = computed<DescribedReport | undefined>(() => catalogue.report(place.value.step.report));
  const values = computed<Values>(() => {
    if (report.value === undefined) return {};
    return place.value.asked ? askedValues(report.value.params, place.value.step.params) : firstValues(report.value.params, todayHere());
  });
  const missing = computed(() => (report.value === undefined ? [] : missingParams(report.value.params, values.value)));

  const known = new Map<string, Worked>();
  const worked = shallowRef<Worked>();
  const problem = shallowRef<Problem>();
  const running = ref(false);
  const slow = ref(false);
  const cancelled = ref(false);
  const changed = ref(false);
  let asking: AbortController | undefined;
  const key = computed(() => `${report.value?.name ?? ''}${queryString(values.value)}`);

  async function run(): Promise<void> {
    stop();
    const described = report.value;
    if (described === undefined || missing.value.length > 0) {
      worked.value = undefined;
      problem.value = undefined;
      return;
    }
    const asked = key.value;
    const mine = new AbortController();
    asking = mine;
    running.value = true;
    cancelled.value = false;
    problem.value = undefined;
    const timer = setTimeout(() => (slow.value = true), PATIENCE);
    try {
      const answer = await ask(host(), reportSchema, 'GET', `/reports/${encodeURIComponent(described.name)}${queryString(values.value)}`, undefined, mine.signal);
      if (mine.signal.aborted) return;
      const made = { answer, at: new Date(), stale: false, line: known.get(asked)?.line ?? 0 };
      known.set(asked, made);
      worked.value = made;
      changed.value = false;
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = problemOf(error);
      worked.value = undefined;
    } finally {
      clearTimeout(timer);
      if (asking === mine) {
        running.value = false;
        slow.value = false;
      }
    }
  }

  function stop(): void {
    asking?.abort();
    asking = undefined;
    running.value = false;
    slow.value = false;
  }

  function cancel(): void {
    stop();
    cancelled.value = true;
    if (worked.value !== undefined && known.get(key.value) !== worked.value) worked.value = undefined;
  }

  /** The report that the address has come to: from memory where it was seen, else worked out. */
  function show(): void {
    const seen = known.get(key.value);
    if (seen === undefined) return void run();
    stop();
    problem.value = undefined;
    cancelled.value = false;
    worked.value = seen;
    changed.value = seen.stale;
  }

  watch(key, (now, was) => {
    // Another report must not stand under this one's columns while it is being worked out.
    if (was !== undefined && reportIn(now) !== reportIn(was)) worked.value = undefined;
    show();
  }, { immediate: true });

  let ends: (() => void)[] = [];
  watch(report, (described) => {
    for (const end of ends) end();
    ends = (described?.reads ?? []).map((object) => live.on(object, onChange));
  }, { immediate: true });

  function onChange(): void {
    for (const one of known.values()) one.stale = true;
    changed.value = worked.value !== undefined;
  }

  onScopeDispose(() => {
    stop();
    for (const end of ends) end();
  });

  /** Asks the same report something else. @param patch an empty text takes a condition away */
  function change(patch: Values): void {
    const described = report.value;
    if (described === undefined) return;
    tab.replace(writeAddress({ report: described.name, params: { ...values.value, ...patch } }, before.value));
  }

  /** Goes on to another report, from which Esc comes back. */
  function goOn(step: Step): void {
    tab.replace(writeAddress(step, [...before.value, { report: place.value.step.report, params: values.value }]));
  }

  /** Back to a step of the way, the last one when none is said. @returns whether there was one */
  function back(to = before.value.length - 1): boolean {
    const step = before.value[to];
    if (step === undefined) return false;
    tab.replace(writeAddress(step, before.value.slice(0, to)));
    return true;
  }

  return { report, values, before, missing, worked, problem, running, slow, cancelled, changed, key, run, cancel, change, goOn, back };
}

function reportIn(key: string): string {
  return key.split('?')[0] ?? '';
}

export type ReportState = ReturnType<typeof useReport>;
