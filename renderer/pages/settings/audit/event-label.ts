import type { ApiOutline } from '#common/api';
import type { Text } from '#common/errors';
import { say } from '#renderer/language';
import type { Entry } from './entry.ts';

/** What happens besides the actions of objects, in plain language. */
export const EVENTS: Readonly<Record<string, Text>> = {
  create: { zh: '新建', en: 'created' },
  update: { zh: '修改', en: 'changed' },
  delete: { zh: '删除', en: 'deleted' },
  undo: { zh: '撤销定制', en: 'customisation taken back' },
  import: { zh: '导入', en: 'imported' },
  'import.undo': { zh: '撤销导入', en: 'import taken back' },
  'session.sign-in': { zh: '登录', en: 'signed in' },
  'session.sign-out': { zh: '退出', en: 'signed out' },
  'session.company': { zh: '选择公司', en: 'company chosen' },
  'session.end-all': { zh: '结束其他会话', en: 'other sessions ended' },
  'session.reset': { zh: '用重置码设密码', en: 'password set by a code' },
  'user.start-reset': { zh: '生成重置码', en: 'reset code made' },
  'user.set-password': { zh: '设置密码', en: 'password set' },
  'user.change-password': { zh: '修改密码', en: 'password changed' },
  'records.export': { zh: '导出列表', en: 'list exported' },
  'records.print': { zh: '打印', en: 'printed' },
  'records.unmask': { zh: '揭示遮盖', en: 'unmasked' },
  'records.list': { zh: '查看列表', en: 'list read' },
  'records.read': { zh: '查看记录', en: 'record read' },
  'records.find': { zh: '查找记录', en: 'records looked for' },
  'records.query': { zh: '汇总查询', en: 'figures asked' },
  'records.history': { zh: '查看历史', en: 'history read' },
  'records.related': { zh: '查看相关单据', en: 'related documents read' },
  'records.report': { zh: '查看报表', en: 'report read' },
  'report.export': { zh: '导出报表', en: 'report exported' },
  'objects.outline': { zh: '查看定义', en: 'definitions read' },
  'comment.create': { zh: '评论', en: 'commented' },
  'attachment.add': { zh: '添加附件', en: 'attachment added' },
  'attachment.open': { zh: '打开附件', en: 'attachment opened' },
  'saved.share': { zh: '共享视图', en: 'view shared' },
  'saved.remove': { zh: '删除共享视图', en: 'shared view removed' },
  'access.explain': { zh: '查看权限解释', en: 'access explained' },
  'access.review': { zh: '导出权限复核清单', en: 'access review taken' },
  'audit.search': { zh: '查看日志', en: 'log read' },
  'audit.export': { zh: '导出日志', en: 'log exported' },
  'store.backup': { zh: '备份', en: 'backed up' },
  'store.restore': { zh: '恢复备份', en: 'restored' },
  try: { zh: '试算', en: 'tried out' },
};

/** What happened, in the reader's words: the action of its object, or one of the common events; any other by its name. */
export function eventLabel({ event, object }: Pick<Entry, 'event' | 'object'>, outline: readonly ApiOutline[]): string {
  const action = outline.find((one) => one.name === object)?.actions.find((one) => one.name === event)?.label ?? EVENTS[event];
  return action === undefined ? event : say(action);
}
