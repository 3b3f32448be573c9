export { Registry, type TableShape } from './registry.ts';
export { applyOverlay, parseChange, type OverlayChange } from './overlay.ts';
export { Customisation } from './customisation.ts';
