import { nextTick, ref, type Ref } from 'vue';

let last = 0;

/** A list or calendar under an input, in the browser's top layer, so that no box cuts it off and no dialog lies over it. */
export function usePopup(element: Ref<HTMLElement | null>) {
  const isOpen = ref(false);
  const id = `popup-${++last}`;
  const anchor = `--${id}`;

  async function open(): Promise<void> {
    if (isOpen.value) return;
    isOpen.value = true;
    await nextTick();
    const shown = element.value;
    if (shown?.isConnected !== true) return;
    shown.popover = 'manual';
    shown.showPopover();
  }

  function close(): void {
    isOpen.value = false;
  }

  return { isOpen, id, anchor, open, close };
}
