import { defineWords } from '#renderer/language';

export const words = defineWords('grid', {
  mark: { zh: '选择', en: 'Mark' },
  markAll: { zh: '全选', en: 'Mark all' },
  unmask: { zh: '查看{label}', en: 'Show {label}' },
  totals: { zh: '合计', en: 'Total' },
  hint: { zh: '拖动调整列宽，双击适合内容', en: 'Drag to resize, double-click to fit' },
  keys: { zh: '列表', en: 'List' },
});
