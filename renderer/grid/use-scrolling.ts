import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import { useResizeObserver } from '@vueuse/core';
import { barTop, inSight, isScaled, mostTop, rowsTop, sheetHeight, topFor, type Sheet } from './scroll.ts';

/** Rows are placed in blocks of so many, so that most of them stay where they are while one scrolls. */
const BLOCK = 256;

/**
 * Scrolls over rows of one height inside an element whose header and foot stay in sight.
 * @param covered pixels that header and foot take
 */
export function useScrolling(element: Ref<HTMLElement | undefined>, rows: Ref<number>, rowHeight: Ref<number>, covered: Ref<number>) {
  const height = ref(0);
  const width = ref(0);
  /** How far down the rows are, in their own pixels. */
  const top = ref(0);
  const bar = ref(0);
  const own = shallowRef<number>();
  const sheet = computed<Sheet>(() => ({ rows: rows.value, rowHeight: rowHeight.value, view: Math.max(0, height.value - covered.value) }));
  const sight = computed(() => inSight(sheet.value, top.value));
  const page = computed(() => Math.max(1, Math.floor(sheet.value.view / rowHeight.value) - 1));
  const block = computed(() => Math.floor(sight.value.first / BLOCK) * BLOCK);
  const blockTop = computed(() => (isScaled(sheet.value) ? bar.value - top.value : 0) + block.value * rowHeight.value);

  useResizeObserver(element, () => measure());

  function measure(): void {
    const given = element.value;
    // A page in the back has no size: what was seen stays as it was.
    if (given === undefined || given.clientHeight === 0) return;
    height.value = given.clientHeight;
    width.value = given.clientWidth;
    if (Math.abs(given.scrollTop - bar.value) > 1) given.scrollTop = bar.value;
  }

  function onScroll(): void {
    const at = element.value?.scrollTop ?? 0;
    if (element.value?.clientHeight === 0) return;
    bar.value = at;
    // Our own step, already taken exactly.
    if (own.value !== undefined && Math.abs(own.value - at) < 1.5) return;
    own.value = undefined;
    top.value = rowsTop(sheet.value, at);
  }

  /** Where the bar stands for more than a pixel, the wheel still moves by pixels. */
  function onWheel(event: WheelEvent): void {
    if (!isScaled(sheet.value) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight.value : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? sheet.value.view : 1;
    goTo(top.value + event.deltaY * unit);
    if (event.deltaX !== 0 && element.value) element.value.scrollLeft += event.deltaX;
  }

  function goTo(wanted: number): void {
    const next = Math.max(0, Math.min(wanted, mostTop(sheet.value)));
    top.value = next;
    const at = barTop(sheet.value, next);
    if (isScaled(sheet.value)) own.value = at;
    if (element.value) element.value.scrollTop = at;
    bar.value = element.value?.scrollTop ?? at;
    if (isScaled(sheet.value)) own.value = bar.value;
  }

  /** Brings a row into sight. */
  function reveal(row: number): void {
    // Right after it has come, nobody has told how high it is.
    if (height.value === 0) measure();
    const next = topFor(sheet.value, top.value, row);
    if (next !== top.value) goTo(next);
  }

  // Listened to only where it is needed: a wheel that somebody listens to waits for the page at each turn.
  watch([element, computed(() => isScaled(sheet.value))], ([given, scaled], _before, cleanUp) => {
    if (!scaled || given === undefined) return;
    given.addEventListener('wheel', onWheel, { passive: false });
    cleanUp(() => given.removeEventListener('wheel', onWheel));
  });

  // Fewer rows or higher ones: never below the end.
  watch([rows, rowHeight], () => {
    if (top.value > mostTop(sheet.value)) void nextTick(() => goTo(top.value));
  });

  return { width, sheet, sight, page, block, blockTop, sheetHeight: computed(() => sheetHeight(sheet.value)), onScroll, goTo, reveal };
}
