/* What every component hands on to its element: names and states, for those who do not see it and those who point at it. */
declare module 'vue' {
  interface ComponentCustomProps {
    role?: string | undefined;
    title?: string | undefined;
    spellcheck?: 'true' | 'false' | boolean | undefined;
    'aria-label'?: string | undefined;
    'aria-labelledby'?: string | undefined;
    'aria-describedby'?: string | undefined;
    'aria-invalid'?: 'true' | 'false' | boolean | undefined;
    'aria-hidden'?: 'true' | 'false' | boolean | undefined;
    'aria-expanded'?: 'true' | 'false' | boolean | undefined;
    'aria-controls'?: string | undefined;
    'aria-current'?: 'page' | 'step' | 'true' | undefined;
    'aria-selected'?: 'true' | 'false' | boolean | undefined;
    'aria-keyshortcuts'?: string | undefined;
  }
}

export {};
