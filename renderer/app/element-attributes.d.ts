/** A state as it is written for those who hear the page. */
export type AriaState = 'true' | 'false' | boolean;

/* What every component hands on to its element: names and states, for those who do not see it and those who point at it. */
declare module 'vue' {
  interface ComponentCustomProps {
    role?: string | undefined;
    title?: string | undefined;
    spellcheck?: AriaState | undefined;
    'aria-label'?: string | undefined;
    'aria-labelledby'?: string | undefined;
    'aria-describedby'?: string | undefined;
    'aria-invalid'?: AriaState | undefined;
    'aria-hidden'?: AriaState | undefined;
    'aria-expanded'?: AriaState | undefined;
    'aria-controls'?: string | undefined;
    'aria-current'?: 'page' | 'step' | 'true' | undefined;
    'aria-selected'?: AriaState | undefined;
    'aria-keyshortcuts'?: string | undefined;
  }
}
