import { ElMessageBox } from 'element-plus';
import { host, tellProblem } from '#renderer/host';
import { words } from './words.ts';

/**
 * Asks for the reason, which is logged, and shows what is masked.
 * @returns the values by field; undefined when the person thought better of it or the host refused
 */
export async function unmaskFields(object: string, id: string, fields: readonly string[], label: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await ElMessageBox.prompt(words('reason'), words('unmask', { label }), {
    confirmButtonText: words('show'),
    cancelButtonText: words('cancel'),
    inputValidator: (text: string) => (typeof text === 'string' && text.trim() !== '' ? true : words('reasonNeeded')),
  }).catch(() => undefined);
  if (answer === undefined) return undefined;
  try {
    return await host().unmask(object, id, fields, answer.value.trim());
  } catch (error) {
    tellProblem(error);
    return undefined;
  }
}
