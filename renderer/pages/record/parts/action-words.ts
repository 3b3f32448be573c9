import { defineWords } from '#renderer/language';

export const actionWords = defineWords('recordAction', {
  open: { zh: '未完成', en: 'Open' },
  nothingOpen: { zh: '没有未完成的行。', en: 'No open lines.' },
  now: { zh: '本次{label}', en: '{label} now' },
  ofLine: { zh: '{line}：{reason}', en: '{line}: {reason}' },
  nothingTaken: { zh: '各行数量都是 0，没有可办理的内容。请填写本次数量。', en: 'Every quantity is 0: there is nothing to do. Enter how much.' },
  cancel: { zh: '取消', en: 'Cancel' },
  needed: { zh: '必须填写', en: 'must be filled in' },
  conflict: { zh: '您编辑时，{user} 也修改了这条记录', en: '{user} changed this record while you were editing' },
  conflictHow: { zh: '逐项选择保留谁的内容，然后保存。', en: 'Choose for each whose is kept, then save.' },
  field: { zh: '项目', en: 'Field' },
  mine: { zh: '我的', en: 'Mine' },
  theirs: { zh: '对方的', en: 'Theirs' },
  rows: { zh: '{count} 行', en: '{count} lines' },
  takeAndSave: { zh: '按选择保存', en: 'Save as chosen' },
  somebody: { zh: '他人', en: 'Somebody' },
  noDifference: { zh: '您的修改与对方的没有冲突，可直接保存。', en: 'Your changes and theirs do not touch each other. You can save.' },
});
