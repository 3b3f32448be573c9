import { computed, ref, shallowRef } from 'vue';
import type { FileFormat } from '#common/api';
import { host, tellProblem, useDefinitions } from '#renderer/host';
import { saveBlob } from '#renderer/pages/list/blobs.ts';
import type { ReportState } from './use-report.ts';

/** The report as a file or on paper, for who may take its figures out. */
export function useReportFiles(state: ReportState, title: () => string) {
  const definitions = useDefinitions();
  const paper = shallowRef<Blob>();
  const taking = ref(false);
  const mayExport = computed(() => (state.report.value?.reads ?? []).every((object) => definitions.find(object)?.can.includes('export') === true));

  async function take(format: FileFormat): Promise<Blob | undefined> {
    const report = state.report.value;
    if (report === undefined || taking.value) return undefined;
    taking.value = true;
    try {
      return await host().papers.reportFile(report.name, state.values.value, format);
    } catch (error) {
      tellProblem(error);
      return undefined;
    } finally {
      taking.value = false;
    }
  }

  async function save(format: FileFormat): Promise<void> {
    const file = await take(format);
    if (file !== undefined) saveBlob(file, `${title()}.${format}`);
  }

  async function print(): Promise<void> {
    paper.value = await take('pdf');
  }

  function savePaper(): void {
    if (paper.value !== undefined) saveBlob(paper.value, `${title()}.pdf`);
  }

  return { mayExport, taking, paper, save, print, savePaper };
}
