import { ref, watch } from 'vue';
import {
  accessOf, createClient, deskOf, enteringOf, findingOf, lobbyOf, papersOf, type Client,
} from '#common/api';
import { lang } from '#renderer/language';

/** The company worked in, where a person works in several. */
export const company = ref<string | undefined>();

/** Called when the host no longer knows the session. */
export const onExpired: { run: () => void } = { run: () => {} };

function connect() {
  const client = createClient({
    baseUrl: location.origin,
    lang: lang.value,
    fetch: answered,
    ...(company.value === undefined ? {} : { company: company.value }),
  });
  return { ...client, access: accessOf(client), desk: deskOf(client), entering: enteringOf(client), finding: findingOf(client), papers: papersOf(client), lobby: lobbyOf(client) };
}

/** Whether the host answered when it was last spoken to. */
export const reachable = ref(true);

async function answered(request: Request): Promise<Response> {
  const response = await fetch(request).catch((error: unknown) => {
    // Who takes a question back has not found the host away.
    if (!request.signal.aborted) reachable.value = false;
    throw error;
  });
  reachable.value = true;
  if (response.status === 401 && !new URL(request.url).pathname.startsWith('/api/v1/session')) onExpired.run();
  return response;
}

export type Host = Client & Omit<ReturnType<typeof connect>, keyof Client>;

let connected: Host = connect();
watch([lang, company], () => {
  connected = connect();
}, { flush: 'sync' });

/** The host as it is spoken to now: in the reader's language, for the company worked in. Ask for it at each call, do not keep it. */
export function host(): Host {
  return connected;
}
