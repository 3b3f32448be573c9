import { watch } from 'vue';
import { usePreferences, useSession } from '#renderer/host';
import { lang } from '#renderer/language';
import { useLooks, type Density, type Theme } from './looks.ts';

/** Chosen before signing in: then it is meant, and comes before what was kept. */
const chosen = { lang: false, theme: false };

export function choose(what: keyof typeof chosen): void {
  chosen[what] = true;
}

/** Language, theme, density and zoom as the person keeps them: taken up at signing in, kept as they change. */
export function followOwnLooks(): void {
  const session = useSession();
  const preferences = usePreferences();
  const looks = useLooks();

  watch(() => session.stage === 'in', (isIn) => {
    if (!isIn) return;
    const kept = preferences.get('looks') as Partial<Record<'theme' | 'density' | 'zoom' | 'lang', unknown>> | undefined;
    if (!chosen.lang && (kept?.lang === 'zh' || kept?.lang === 'en')) lang.value = kept.lang;
    if (!chosen.theme && isTheme(kept?.theme)) looks.theme = kept.theme;
    if (isDensity(kept?.density)) looks.density = kept.density;
    if (typeof kept?.zoom === 'number' && kept.zoom >= 100 && kept.zoom <= 200) looks.zoom = kept.zoom;
    Object.assign(chosen, { lang: false, theme: false });
    keep();
  }, { immediate: true, flush: 'sync' });

  watch([lang, () => looks.theme, () => looks.density, () => looks.zoom], keep);

  function keep(): void {
    if (session.stage === 'in') preferences.set('looks', { lang: lang.value, theme: looks.theme, density: looks.density, zoom: looks.zoom });
  }
}

function isTheme(value: unknown): value is Theme {
  return value === 'light' || value === 'dark' || value === 'contrast' || value === 'system';
}

function isDensity(value: unknown): value is Density {
  return value === 'compact' || value === 'comfortable';
}
