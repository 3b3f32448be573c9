import { ref, watch, type Ref } from 'vue';
import type { DescribedReport } from '#common/api';
import { host } from '#renderer/host';

/** The latest month or day for which a report has figures, where the reader may know it: for a firm whose books end before today. */
export function useLatest(report: Ref<DescribedReport | undefined>): Ref<string | undefined> {
  const latest = ref<string>();
  watch(() => report.value?.name, async () => {
    latest.value = undefined;
    const asked = report.value;
    if (asked?.latest === null || asked?.latest === undefined) return;
    const { object, select } = asked.latest;
    try {
      const [row] = await host().query({ object, select: [`${select} as latest`] });
      const found = row?.['latest'];
      if (report.value?.name === asked.name && typeof found === 'string' && found !== '') latest.value = found;
    } catch {
      // An offer that cannot be made is not missed.
    }
  }, { immediate: true });
  return latest;
}
