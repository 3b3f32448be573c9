import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { dashboardContentSchema, type Dashboard, type DescribedReport, type Saved } from '#common/api';
import { host } from './client.ts';
import { afterLeaving } from './leaving.ts';

/** The reports and dashboards that the reader may see: shipped ones, their own, and those that others share. */
export const useCatalogue = defineStore('catalogue', () => {
  const reports = shallowRef<readonly DescribedReport[]>([]);
  const shipped = shallowRef<readonly Dashboard[]>([]);
  const saved = shallowRef<readonly Saved[]>([]);
  const dashboards = computed(() => [...shipped.value, ...saved.value.flatMap(asDashboard)]);

  /** Each as far as the host has it: without one of them there is still the other. */
  async function load(): Promise<void> {
    const [someReports, someDashboards] = await Promise.allSettled([host().papers.reports(), host().papers.dashboards(), loadSaved()]);
    reports.value = someReports.status === 'fulfilled' ? someReports.value : [];
    shipped.value = someDashboards.status === 'fulfilled' ? someDashboards.value : [];
  }

  /** Dashboards that people have made, read again after one of them was kept. */
  async function loadSaved(): Promise<void> {
    saved.value = await host().desk.saved('dashboard').catch(() => []);
  }

  afterLeaving(() => {
    reports.value = [];
    shipped.value = [];
    saved.value = [];
  });

  return {
    reports: computed(() => reports.value),
    dashboards,
    load,
    loadSaved,
    report: (name: string): DescribedReport | undefined => reports.value.find((one) => one.name === name),
    /** @param name of a shipped one, or the id under which one is kept */
    dashboard: (name: string): Dashboard | undefined => dashboards.value.find((one) => one.name === name),
    /** A dashboard that somebody has made, as it is kept. */
    savedDashboard: (id: string): Saved | undefined => saved.value.find((one) => one.id === id),
  };
});

/** Called as its maker calls it, in both languages. An empty one is nobody's but its owner's. */
function asDashboard({ id, name, content, mine }: Saved): Dashboard[] {
  const { cards = [] } = dashboardContentSchema.safeParse(content).data ?? {};
  return mine || cards.length > 0 ? [{ name: id, label: { zh: name, en: name }, cards }] : [];
}
