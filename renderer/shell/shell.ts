import { defineStore } from 'pinia';
import { ref } from 'vue';
import { afterLeaving } from '#renderer/host';

/** What of the frame is open over the pages. */
export const useShell = defineStore('shell', () => {
  const command = ref(false);
  const keys = ref(false);
  const password = ref(false);
  const notices = ref(false);

  afterLeaving(() => {
    for (const open of [command, keys, password, notices]) open.value = false;
  });

  return { command, keys, password, notices };
});
