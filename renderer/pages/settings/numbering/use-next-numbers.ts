import { computed, ref, shallowRef, watch } from 'vue';
import type { NextNumber } from '#common/api';
import { host } from '#renderer/host';
import { useTab } from '#renderer/tabs';

/** The numbers that the next documents would get today, of one company at a time; looked at again whenever somebody comes back to the page. */
export function useNextNumbers() {
  const tab = useTab();
  const all = shallowRef<readonly NextNumber[]>([]);
  const names = shallowRef<ReadonlyMap<string, string>>(new Map());
  const chosen = ref('');
  const companies = computed(() => [...new Set(all.value.map((one) => one.company))]);
  const company = computed(() => (companies.value.includes(chosen.value) ? chosen.value : companies.value[0]));
  const numbers = computed(() => new Map(all.value.filter((one) => one.company === company.value).map((one) => [one.object, one.number])));

  /** Without them the page still tells how documents are numbered. */
  async function load(): Promise<void> {
    all.value = await host().nextNumbers().catch(() => []);
    if (companies.value.length < 2) return;
    const { records } = await host().list('company', { fields: ['name'], limit: 500 }).catch(() => ({ records: [] }));
    names.value = new Map(records.map((record) => [record.id, String(record['name'] ?? '')]));
  }

  watch(tab.active, (active) => {
    if (active) void load();
  }, { immediate: true });

  return { numbers, companies: computed(() => companies.value.map((id) => ({ id, name: names.value.get(id) ?? id }))), company, chosen, load };
}
