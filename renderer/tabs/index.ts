export { TAB, useTab, type TabHandle } from './tab-handle.ts';
export { useTabs, type Tab } from './tabs.ts';
