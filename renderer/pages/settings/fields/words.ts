import { defineWords } from '#renderer/language';

export const words = defineWords('settings-fields', {
  title: { zh: '自定义字段', en: 'Own fields' },
  why: { zh: '给单据和资料加上本公司自己的字段，或改字段的叫法。不用停机：保存后，所有人打开的页面立即出现。谁能看到新字段，由各角色的“其余字段”决定。', en: 'Add fields of your own to documents and masters, or call fields otherwise. Nobody stops working: open pages show it at once. Who sees a new field is decided by “all other fields” of each role.' },
  add: { zh: '添加字段', en: 'Add a field' },
  objects: { zh: '单据与资料', en: 'Objects' },
  find: { zh: '查找（拼音首字母也可）', en: 'Find' },
  label: { zh: '名称', en: 'Label' },
  name: { zh: '标识', en: 'Name' },
  type: { zh: '类型', en: 'Type' },
  own: { zh: '自有', en: 'own' },
  relabelled: { zh: '改过名称', en: 'relabelled' },
  relabel: { zh: '改名称', en: 'Relabel' },
  actions: { zh: '操作', en: 'Actions' },
  undoField: { zh: '去掉字段“{label}”', en: 'Take away the field “{label}”' },
  undoFieldHow: { zh: '页面、列表和报表不再有它。已录入的内容留在库中，再加同名字段时还在。', en: 'Pages, lists and reports have it no more. What was entered stays in the store, and is there again when the same field is added anew.' },
  undoLabel: { zh: '恢复“{label}”的原名', en: 'Give “{label}” back its own label' },
  undoLabelHow: { zh: '恢复为系统原来的名称。', en: 'It is called as the suite calls it again.' },
  dialog: { zh: '给“{object}”添加字段', en: 'A field for {object}' },
  table: { zh: '放在', en: 'Where' },
  main: { zh: '单据头', en: 'the record itself' },
  rows: { zh: '{child}（每行）', en: '{child} (each row)' },
  nameHow: { zh: '由英文名称得出，供程序和公式使用，以后不能改', en: 'from the English label; for programs and formulas, fixed once made' },
  help: { zh: '填写说明', en: 'Help' },
  helpZh: { zh: '中文说明（可不填）', en: 'Help in Chinese (optional)' },
  helpEn: { zh: '英文说明（可不填）', en: 'Help in English (optional)' },
  max: { zh: '最多字数', en: 'Characters at most' },
  unit: { zh: '数的种类', en: 'Kind of number' },
  values: { zh: '可选的值', en: 'Values' },
  valueZh: { zh: '第 {n} 个值的中文', en: 'Value {n} in Chinese' },
  valueEn: { zh: '第 {n} 个值的英文', en: 'Value {n} in English' },
  addValue: { zh: '加一个值', en: 'Another value' },
  to: { zh: '指向', en: 'Links to' },
  searched: { zh: '快速查找时也查这个字段', en: 'Found by the quick search' },
  indexed: { zh: '常用来筛选或排序', en: 'Often filtered or sorted by' },
  optional: { zh: '新字段都可以不填：已有的记录没有它的值。', en: 'New fields may stay empty: records that are there have no value for them.' },
  relabelTitle: { zh: '字段“{label}”的名称', en: 'Label of “{label}”' },
  noMatch: { zh: '没有可以加字段的单据。', en: 'Nothing here takes fields.' },
  'type-text': { zh: '文字', en: 'Text' },
  'type-long': { zh: '多行文字', en: 'Long text' },
  'type-choice': { zh: '选项', en: 'Choice' },
  'type-decimal': { zh: '小数、金额', en: 'Decimal, amount' },
  'type-int': { zh: '整数', en: 'Whole number' },
  'type-date': { zh: '日期', en: 'Date' },
  'type-time': { zh: '时间', en: 'Time' },
  'type-bool': { zh: '是否', en: 'Yes or no' },
  'type-link': { zh: '关联', en: 'Link' },
  'type-json': { zh: '结构', en: 'Structure' },
  'unit-number': { zh: '一般数字（4 位小数）', en: 'plain number (4 places)' },
  'unit-amount': { zh: '金额（2 位小数）', en: 'amount (2 places)' },
  'unit-price': { zh: '单价（6 位小数）', en: 'price (6 places)' },
  'unit-quantity': { zh: '数量（4 位小数）', en: 'quantity (4 places)' },
  'unit-rate': { zh: '比率（百分数）', en: 'rate (percent)' },
  'missing-label': { zh: '中英文名称都要填写。', en: 'Both labels are needed.' },
  'missing-values': { zh: '至少要有一个可选的值。', en: 'At least one value is needed.' },
  'missing-to': { zh: '请选择指向什么。', en: 'Choose what it links to.' },
  badName: { zh: '标识以 x 加大写字母开头，只用英文字母和数字，例如 xRegion。', en: 'The name begins with x and a capital letter, and holds letters and digits, such as xRegion.' },
});

/** What a type is called; one that is not known is called by its own name. */
export function typeLabel(type: string): string {
  switch (type) {
    case 'text':
    case 'choice':
    case 'decimal':
    case 'int':
    case 'date':
    case 'time':
    case 'bool':
    case 'link':
    case 'json':
      return words(`type-${type}`);
    default:
      return type;
  }
}
