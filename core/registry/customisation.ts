import { json, text, time } from '#common/fields';
import { defineObject } from '#common/objects';

/** What the firm has changed in the definitions, one record a change; who may `create` these may change definitions, through `Core.customise`. */
export const Customisation = defineObject({
  name: 'customisation',
  kind: 'platform',
  label: { zh: '定制', en: 'Customisation' },
  module: 'registry',
  title: 'object',
  belongs: 'store',
  programOnly: true,
  fields: {
    object: text('对象', 'Object', { required: true }),
    change: json('变更', 'Change', { required: true }),
    undoneAt: time('撤销时间', 'Taken back at', { system: true }),
  },
});
