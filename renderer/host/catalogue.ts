import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Dashboard, DescribedReport } from '#common/api';
import { host } from './client.ts';
import { afterLeaving } from './leaving.ts';

/** The reports and dashboards that the reader may see. */
export const useCatalogue = defineStore('catalogue', () => {
  const reports = shallowRef<readonly DescribedReport[]>([]);
  const dashboards = shallowRef<readonly Dashboard[]>([]);

  /** Each as far as the host has it: without one of them there is still the other. */
  async function load(): Promise<void> {
    const [someReports, someDashboards] = await Promise.allSettled([host().papers.reports(), host().papers.dashboards()]);
    reports.value = someReports.status === 'fulfilled' ? someReports.value : [];
    dashboards.value = someDashboards.status === 'fulfilled' ? someDashboards.value : [];
  }

  afterLeaving(() => {
    reports.value = [];
    dashboards.value = [];
  });

  return {
    reports: computed(() => reports.value),
    dashboards: computed(() => dashboards.value),
    load,
    report: (name: string): DescribedReport | undefined => reports.value.find((one) => one.name === name),
    dashboard: (name: string): Dashboard | undefined => dashboards.value.find((one) => one.name === name),
  };
});
