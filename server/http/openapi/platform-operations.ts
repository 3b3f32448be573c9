import type { Text } from '#common/errors';
import { shape } from './contract-schemas.ts';
import { answers, type Operation } from './operation.ts';

const AUDIT_QUERY: Readonly<Record<string, Text>> = {
  from: { zh: '起始日期', en: 'from this day' },
  to: { zh: '截止日期', en: 'to this day' },
  user: { zh: '人员标识', en: 'id of a person' },
  object: { zh: '对象', en: 'object' },
  record: { zh: '记录标识', en: 'id of a record' },
  event: { zh: '事件', en: 'event' },
  text: { zh: '内容', en: 'text in the entry' },
  limit: { zh: '条数，1 至 500', en: '1 to 500' },
  cursor: { zh: '上一页给出的 next', en: '`next` of the page before' },
};

/** What is the same whatever objects there are. */
export const PLATFORM_OPERATIONS: readonly Operation[] = [
  { method: 'post', path: '/session', id: 'signIn', tag: 'session', summary: { zh: '登录', en: 'Sign in' }, body: shape('SignIn'), answer: answers('SignedIn'), open: true },
  { method: 'get', path: '/session', id: 'me', tag: 'session', summary: { zh: '当前用户', en: 'Who is signed in' }, answer: answers('User') },
  { method: 'delete', path: '/session', id: 'signOut', tag: 'session', summary: { zh: '退出', en: 'Sign out' }, answer: { status: 204 } },
  {
    method: 'post', path: '/session/password', id: 'changePassword', tag: 'session', summary: { zh: '修改密码', en: 'Change the own password' },
    body: shape('PasswordChange'), answer: { status: 204 },
  },
  { method: 'get', path: '/objects', id: 'objects', tag: 'objects', summary: { zh: '可见的对象', en: 'Objects the caller may see' }, answer: answers('Objects') },
  { method: 'get', path: '/objects/{object}', id: 'object', tag: 'objects', summary: { zh: '对象定义', en: 'An object definition' }, answer: answers('Object') },
  {
    method: 'post', path: '/query', id: 'query', tag: 'query', summary: { zh: '分组与汇总查询', en: 'Grouped and aggregated reads' },
    body: shape('Query'), answer: answers('Rows'),
  },
  { method: 'get', path: '/reports', id: 'reports', tag: 'reports', summary: { zh: '可用的报表', en: 'Reports' }, answer: answers('Reports') },
  { method: 'get', path: '/reports/{report}', id: 'report', tag: 'reports', summary: { zh: '标准报表', en: 'A standard report' }, answer: answers('Report') },
  { method: 'get', path: '/audit', id: 'audit', tag: 'audit', summary: { zh: '审计日志', en: 'The audit log' }, query: AUDIT_QUERY, answer: answers('AuditPage') },
  {
    method: 'post', path: '/audit/exports', id: 'exportAudit', tag: 'audit', summary: { zh: '导出签名的审计包', en: 'The signed audit bundle' },
    body: shape('AuditExport'), answer: { status: 200, type: 'application/zip' },
  },
  {
    method: 'get', path: '/events', id: 'events', tag: 'events', answer: { status: 200, type: 'text/event-stream' },
    summary: { zh: '实时变更（服务器推送；用 Last-Event-ID 续接）', en: 'Changes as they happen (server-sent events; Last-Event-ID resumes)' },
  },
  { method: 'get', path: '/openapi.json', id: 'openapi', tag: 'documents', summary: { zh: '本文档', en: 'This document' }, open: true },
  {
    method: 'get', path: '/docs', id: 'docs', tag: 'documents', summary: { zh: '可阅读的文档', en: 'A readable page' }, open: true,
    answer: { status: 200, type: 'text/html' },
  },
  { method: 'get', path: '/healthz', id: 'health', tag: 'documents', summary: { zh: '健康检查', en: 'Health' }, open: true },
];
