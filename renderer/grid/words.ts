import { defineWords } from '#renderer/language';

export const words = defineWords('grid', {
  mark: { zh: '选择', en: 'Mark' },
  markAll: { zh: '全选', en: 'Mark all' },
  unmask: { zh: '查看{label}', en: 'Show {label}' },
  totals: { zh: '合计', en: 'Total' },
  hint: { zh: '拖动调整列宽，双击适合内容', en: 'Drag to resize, double-click to fit' },
  keys: { zh: '表格', en: 'Rows' },
  keyMove: { zh: '移动', en: 'Move' },
  keyPage: { zh: '上一屏、下一屏', en: 'A screen back, forth' },
  keySides: { zh: '首列、末列', en: 'First, last column' },
  keyEnds: { zh: '首行、末行', en: 'First, last row' },
  keyRange: { zh: '选择一片格子', en: 'Choose a range of cells' },
  keyOpen: { zh: '打开', en: 'Open' },
  keyBehind: { zh: '在后台打开', en: 'Open behind' },
  keyMark: { zh: '选行', en: 'Mark the row' },
  keyMarkAll: { zh: '全选', en: 'Mark all' },
  keyCopy: { zh: '复制所选的格', en: 'Copy the chosen cells' },
  keyEdit: { zh: '修改这一格', en: 'Change the cell' },
  keyMenu: { zh: '这一格的菜单', en: 'Menu of the cell' },
  keyLeave: { zh: '取消所选', en: 'Choose nothing' },
});
