import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** Colours and letters of a chart, out of the tokens of the theme. */
export interface ChartLook {
  readonly colours: readonly string[];
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly sheet: string;
  readonly bad: string;
  readonly font: string;
}

const TOKENS = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6', '--chart-7', '--chart-8'];

export function readLook(): ChartLook {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    colours: TOKENS.map(token), text: token('--text'), soft: token('--text-soft'), line: token('--line'), sheet: token('--sheet'), bad: token('--bad'), font: token('--font'),
  };
}

/** The look of charts; it follows what the theme puts on the document. */
export function useChartLook(): Readonly<ShallowRef<ChartLook>> {
  const look = shallowRef(readLook());
  const themes = new MutationObserver(() => {
    look.value = readLook();
  });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  onScopeDispose(() => themes.disconnect());
  return look;
}
