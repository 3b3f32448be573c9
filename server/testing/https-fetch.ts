import { request, type Agent } from 'node:https';
import { Readable } from 'node:stream';

/** Fetch over node:https, where the authority to trust can be given. */
export function httpsFetch(agent: Agent): (request: Request) => Promise<Response> {
  return async (asked) => {
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer());
    return await new Promise((resolve, reject) => {
      const headers = { ...Object.fromEntries(asked.headers), ...(body === undefined ? {} : { 'content-length': String(body.length) }) };
      const call = request(asked.url, { agent, method: asked.method, headers, signal: asked.signal }, (response) => {
        const status = response.statusCode ?? 0;
        const answered = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
          [value ?? []].flat().map((one) => [name, one]),
        );
        const stream = status === 204 ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>);
        if (stream === null) response.resume();
        resolve(new Response(stream, { status, headers: answered }));
      });
      call.on('error', reject);
      call.end(body);
    });
  };
}
