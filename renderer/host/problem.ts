import { ApiError } from '#common/api';
import { ElMessage } from 'element-plus';
import { defineWords } from '#renderer/language';
import { useSession } from './session.ts';

const words = defineWords('problem', {
  unreachable: { zh: '连接不上主机。请检查网络；您填写的内容仍在。', en: 'The host cannot be reached. Check the network; what you entered is still here.' },
  request: { zh: '请求编号 {id}', en: 'Request {id}' },
  unknown: { zh: '页面出错，请重试。', en: 'Something went wrong in the page. Try again.' },
});

/** What a person is told of a failure. */
export interface Problem {
  readonly message: string;
  readonly code: string;
  readonly requestId: string;
  /** A sentence for each field path. */
  readonly fields: Readonly<Record<string, string>>;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) {
    return { message: error.message, code: error.code, requestId: error.requestId, fields: error.details?.problems ?? {} };
  }
  if (error instanceof TypeError && /fetch|network/i.test(error.message)) return { message: words('unreachable'), code: 'unreachable', requestId: '', fields: {} };
  return { message: words('unknown'), code: 'page', requestId: '', fields: {} };
}

/** Tells a failure that belongs to no field on the page. An aborted question is none. */
export function tellProblem(error: unknown): Problem {
  const problem = problemOf(error);
  if (error instanceof Error && error.name === 'AbortError') return problem;
  // The session has ended: the lock is there already, and says what to do.
  if (problem.code === 'unauthenticated' && useSession().stage !== 'in') return problem;
  const small = problem.requestId === '' ? '' : `\n${words('request', { id: problem.requestId })}`;
  ElMessage({ type: 'error', message: problem.message + small, duration: 8000, showClose: true, grouping: true, customClass: 'problem-message' });
  return problem;
}
