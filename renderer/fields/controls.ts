export { default as FieldInput } from './FieldInput.vue';
export { default as FieldText } from './FieldText.vue';
export * from './index.ts';
