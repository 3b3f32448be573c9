import { defineWords } from '#renderer/language';

export const words = defineWords('fields', {
  none: { zh: '没有找到“{q}”。', en: 'Nothing found for “{q}”.' },
  empty: { zh: '还没有{object}。', en: 'No {object} yet.' },
  create: { zh: '新建{object}…', en: 'New {object}…' },
  all: { zh: '全部{object}…（F4）', en: 'All {object}… (F4)' },
  choose: { zh: '选择{object}', en: 'Choose {object}' },
  search: { zh: '编码、名称或拼音首字母', en: 'Code, name or initials' },
  hidden: { zh: '（不可见）', en: '(not visible to you)' },
  draft: { zh: '（草稿）', en: '(draft)' },
  calendar: { zh: '选择日期（F4）', en: 'Choose a day (F4)' },
  earlier: { zh: '上个月', en: 'Earlier month' },
  later: { zh: '下个月', en: 'Later month' },
  today: { zh: '今天', en: 'Today' },
  unmask: { zh: '查看{label}', en: 'Show {label}' },
  reason: { zh: '为什么需要查看？原因记入日志。', en: 'Why do you need to see it? The reason is logged.' },
  reasonNeeded: { zh: '请填写原因。', en: 'Please give a reason.' },
  show: { zh: '查看', en: 'Show' },
  cancel: { zh: '取消', en: 'Cancel' },
  more: { zh: '更多', en: 'More' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
});
