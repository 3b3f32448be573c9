import { Readable } from 'node:stream';
import { download, json, malformed } from '../answers.ts';
import { onceFor } from '../idempotency.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const NONE = new Set<string>();

export const attachmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/records/:object/:id/attachments',
    run: async (call, { files }) => {
      queryParams(call.request.url, NONE);
      return json({ attachments: await files.list(call.context, call.param('object'), call.param('id')) });
    },
  },
  {
    method: 'POST',
    path: '/records/:object/:id/attachments',
    run: async (call, parts) => {
      const { files } = parts;
      const [object, id] = [call.param('object'), call.param('id')];
      // Whoever may not see the record is told so before anything is written to the disk.
      await files.list(call.context, object, id);
      const { name, mediaType, body } = await uploadOf(call.request);
      const staged = await files.receive({ name, mediaType, body });
      let used = false;
      try {
        return await onceFor(call, parts, `${staged.name} ${staged.mediaType} ${staged.sha256}`, async () => {
          const attachment = await files.attach(call.context, object, id, staged);
          used = true;
          return { status: 201, body: attachment };
        });
      } catch (error) {
        used = false;
        throw error;
      } finally {
        if (!used) await files.discard(staged);
      }
    },
  },
  {
    method: 'GET',
    path: '/records/:object/:id/attachments/:attachment',
    run: async (call, { files }) => {
      const { attachment, body } = await files.open(call.context, call.param('object'), call.param('id'), call.param('attachment'));
      const stream = Readable.toWeb(Readable.from(body)) as ReadableStream<Uint8Array>;
      return download(stream, attachment.mediaType, attachment.name, { 'content-length': String(attachment.bytes) });
    },
  },
];

interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A bare body named by `X-File-Name`, or the one file of a form. */
async function uploadOf(request: Request): Promise<Upload> {
  const mediaType = request.headers.get('content-type') ?? '';
  if (/^multipart\/form-data/i.test(mediaType)) return await formFile(request);
  const given = request.headers.get('x-file-name');
  if (given === null) throw malformed('请在 X-File-Name 中给出文件名。', 'Name the file in X-File-Name.');
  let name: string;
  try {
    name = decodeURIComponent(given);
  } catch {
    throw malformed('X-File-Name 应为百分号编码的 UTF-8。', 'X-File-Name is percent-encoded UTF-8.');
  }
  return { name, mediaType, body: request.body === null ? nothing() : bytesOf(request.body) };
}

/** A form is held in memory while it is read, so it may be smaller than a bare body. */
const LARGEST_FORM = 16 * 1024 * 1024;

async function formFile(request: Request): Promise<Upload> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= LARGEST_FORM)) {
    throw malformed('表单上传须声明长度且不超过 16 MB；更大的文件请直接发送。', 'A form states its length, 16 MB at most; send larger files bare.');
  }
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw malformed('表单格式不正确。', 'The form is not well formed.');
  }
  const files = [...form.values()].filter((value) => typeof value !== 'string');
  const [file] = files;
  if (file === undefined || files.length > 1) throw malformed('表单中应有且只有一个文件。', 'The form holds exactly one file.');
  return { name: file.name, mediaType: file.type, body: bytesOf(file.stream()) };
}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
