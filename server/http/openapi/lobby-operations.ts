import { shape } from './contract-schemas.ts';
import { answers, NO_KEY, type Operation } from './operation.ts';

/** Before there is anybody to sign in: setting up, and opening what is locked. */
export const LOBBY_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/lobby',
    id: 'lobby',
    tag: 'lobby',
    summary: { zh: '程序处于哪一步（待设置、待确认恢复密钥、已锁、可登录）、此请求是否已登录、密码规则', en: 'Whether there is data, locked or open; whether this request is signed in; what a password must be' },
    answer: answers('Lobby'),
    open: true,
  },
  {
    method: 'post',
    path: '/lobby/setup',
    id: 'setUp',
    tag: 'lobby',
    summary: { zh: '初始设置：建立密钥、存储、公司与三员；逐行报告进度', en: 'Make vault, store, company and officers, telling each step in a line' },
    note: NO_KEY,
    body: shape('Setup'),
    answer: { status: 200, type: 'application/x-ndjson', schema: shape('SetupLine') },
    open: true,
  },
  {
    method: 'post',
    path: '/lobby/confirm',
    id: 'confirmRecoveryKey',
    tag: 'lobby',
    summary: { zh: '再次输入抄下的恢复密钥，正确即打开数据', en: 'Type the recovery key again; right, it opens the data' },
    note: NO_KEY,
    body: shape('RecoveryKeyConfirmation'),
    answer: answers('Lobby'),
    open: true,
  },
  {
    method: 'post',
    path: '/lobby/unlock',
    id: 'unlock',
    tag: 'lobby',
    summary: { zh: '用口令或恢复密钥打开数据', en: 'Open the data by passphrase or recovery key' },
    note: NO_KEY,
    body: shape('Unlock'),
    answer: answers('Lobby'),
    open: true,
  },
];
