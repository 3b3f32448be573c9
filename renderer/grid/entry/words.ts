import { defineWords } from '#renderer/language';

export const words = defineWords('entryGrid', {
  line: { zh: '行', en: 'Line' },
  total: { zh: '合计', en: 'Total' },
  add: { zh: '加行', en: 'Add line' },
  remove: { zh: '删除第 {line} 行', en: 'Remove line {line}' },
  hint: { zh: 'Insert 加行 · Ctrl+Delete 删行 · Ctrl+D 同上 · Ctrl+V 粘贴表格', en: 'Insert adds · Ctrl+Delete removes · Ctrl+D copies down · Ctrl+V pastes rows' },
  stop: { zh: 'Enter 停留于“{label}”', en: 'Enter stops at “{label}”' },
  at: { zh: '第 {line} 行，{label}', en: 'Line {line}, {label}' },
  pasted: { zh: '已粘贴 {count} 行。', en: '{count} lines pasted.' },
  pastedBad: { zh: '已粘贴 {count} 行，其中 {bad} 行需要改正，已标红。', en: '{count} lines pasted; {bad} of them need correction and are marked.' },
  strange: { zh: '没有对应的列：{names}', en: 'No column for: {names}' },
  difference: { zh: '借贷差额 {amount}', en: 'Out of balance by {amount}' },
  balanced: { zh: '借贷平衡', en: 'Balanced' },
});
