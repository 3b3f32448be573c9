export { Registry, type TableShape } from './registry.ts';
export { applyOverlay, overlayChangeSchema, parseChange, type OverlayChange } from './overlay.ts';
export { Customisation } from './customisation.ts';
