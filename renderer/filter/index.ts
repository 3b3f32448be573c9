export { default as FilterChips } from './FilterChips.vue';
export { default as FilterDialog } from './FilterDialog.vue';
export { problemOfFilter } from './expression-problem.ts';
export { fieldAt, fieldsAt, kindOfField, titleField, typesOf, type FieldAt, type Find } from './paths.ts';
export { onDay } from './periods.ts';
export { bothHold, conditionCel } from './to-cel.ts';
