import { refuse } from '#common/errors';

/**
 * What a page wants kept, as JSON.
 * @param most bytes
 * @throws PanshiError `too_large`
 */
export function contentText(content: Readonly<Record<string, unknown>>, most: number): string {
  const text = JSON.stringify(content);
  if (Buffer.byteLength(text) <= most) return text;
  const kilobytes = Math.floor(most / 1024);
  throw refuse('too_large', `内容超过 ${kilobytes} KB，无法保存。`, `What is to be kept is larger than ${kilobytes} KB.`);
}

export function contentOf(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
