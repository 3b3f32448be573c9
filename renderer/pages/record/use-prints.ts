import { computed, ref, shallowRef } from 'vue';
import type { PrintForm } from '#common/api';
import { host, tellProblem } from '#renderer/host';

/** The papers an object can be printed as, and the one that is being looked at. */
export function usePrints(object: string) {
  const forms = ref<readonly PrintForm[]>([]);
  const shown = shallowRef<{ readonly blob: Blob; readonly name: string }>();

  async function load(): Promise<void> {
    forms.value = (await host().papers.printForms().catch(() => [])).filter((form) => form.object === object);
  }

  async function print(form: string, id: string, name: string): Promise<void> {
    try {
      const blob = await host().papers.print(object, form, [id]);
      shown.value = { blob: blob.type === '' ? new Blob([blob], { type: 'application/pdf' }) : blob, name };
    } catch (error) {
      tellProblem(error);
    }
  }

  return { forms: computed(() => forms.value), shown, load, print };
}
