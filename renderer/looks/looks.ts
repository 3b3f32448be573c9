import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';

export type Theme = 'light' | 'dark' | 'contrast' | 'system';
export type Density = 'compact' | 'comfortable';

/** Theme, density and zoom, put on the document. Who keeps them is the shell's business. */
export const useLooks = defineStore('looks', () => {
  const theme = ref<Theme>('system');
  const density = ref<Density>('compact');
  /** Percent, 100 to 200. */
  const zoom = ref(100);
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(prefersDark.matches);
  prefersDark.addEventListener('change', (event) => {
    systemIsDark.value = event.matches;
  });

  watchEffect(() => {
    const shown = theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value;
    const root = document.documentElement;
    root.dataset['theme'] = shown;
    root.dataset['density'] = density.value;
    // Element Plus looks for this class.
    root.classList.toggle('dark', shown === 'dark');
    root.style.setProperty('zoom', `${zoom.value}%`);
  });

  return { theme, density, zoom };
});
