import { changeSchema, type ApiChange } from './contract.ts';

/** Reads a server-sent event stream (WHATWG HTML, section 9.2) as far as the host uses it: `id`, `event`, one line of `data`. */
export async function* readEvents(response: Response): AsyncIterable<ApiChange & { readonly position: string }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const change = changeOf(block);
        if (change !== undefined) yield change;
      }
    }
  } finally {
    await reader.cancel();
  }
}

function changeOf(block: string): (ApiChange & { position: string }) | undefined {
  const lines = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) lines.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const data = lines.get('data');
  if (lines.get('event') !== 'change' || data === undefined) return undefined;
  return { ...changeSchema.parse(JSON.parse(data)), position: lines.get('id') ?? '' };
}
