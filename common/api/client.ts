import type { Lang } from '#common/errors';
import { apiError } from './api-error.ts';
import {
  attachmentSchema, attachmentsSchema, auditPageSchema, customisedSchema, historySchema, listSchema, nextNumbersSchema, objectsSchema, objectViewSchema, outlineSchema,
  recordSchema, reportSchema, reportsSchema, rowsSchema, signedInSchema, startedResetSchema, unmaskedSchema, userSchema,
} from './contract.ts';
import type {
  ApiAttachment, ApiAuditPage, ApiChange, ApiHistory, ApiObject, ApiOutline, ApiRecord, ApiReport, ApiUser, AuditExportBody, ListResult, NextNumber,
  PasswordResetBody, QueryBody, Rows, SignedInAnswer, SignInBody, StartedReset,
} from './contract.ts';
import { readEvents } from './read-events.ts';

export interface ClientOptions {
  /** Where the host is: `https://localhost:8443`, `panshi://app`. */
  readonly baseUrl: string;
  readonly fetch?: (request: Request) => Promise<Response>;
  /** A token for programs; browsers and the desktop stand on the cookie. */
  readonly token?: string;
  readonly lang?: Lang;
  readonly company?: string;
}

export interface ListOptions {
  readonly fields?: readonly string[];
  readonly filter?: string;
  readonly search?: string;
  readonly sort?: readonly string[];
  readonly limit?: number;
  readonly cursor?: string;
  /** Rows of the order to leave out before the first; not with a cursor. */
  readonly offset?: number;
  readonly count?: boolean;
  readonly archived?: boolean;
}

export interface CallOptions {
  readonly idempotencyKey?: string;
}

export interface EventOptions {
  /** The position of the last change that was seen; from now on when left out. */
  readonly after?: string;
  readonly signal?: AbortSignal;
}

type Values = Readonly<Record<string, unknown>>;

/** The host's interface, typed. Each call throws `ApiError` for a refusal. */
export interface Client {
  /** Keeps the token for the calls that follow. */
  signIn(body: SignInBody): Promise<SignedInAnswer>;
  signOut(): Promise<void>;
  me(): Promise<ApiUser>;
  changePassword(present: string, next: string): Promise<void>;
  /** Lets a person choose a password by a code, shown this once; for the system administrator. */
  startReset(userId: string): Promise<StartedReset>;
  /** Chooses the own password by such a code; sign in afterwards. */
  resetPassword(body: PasswordResetBody): Promise<void>;
  objects(): Promise<readonly ApiObject[]>;
  /** All objects by their names; for who decides on rights or definitions. */
  outline(): Promise<readonly ApiOutline[]>;
  object(name: string): Promise<ApiObject>;
  /** Changes a definition: `{change: 'add-field', …}`. @returns the id to undo it by */
  customise(change: Values, options?: CallOptions): Promise<string>;
  undoCustomisation(id: string): Promise<void>;
  /** What comes next in the rows of numbers, without taking it. @param rule to look at one object's as it would be under another rule */
  nextNumbers(rule?: { readonly object: string; readonly prefix: string; readonly per: string; readonly digits: number }): Promise<readonly NextNumber[]>;
  list(object: string, options?: ListOptions): Promise<ListResult>;
  /** The list as a CSV file. */
  csv(object: string, options?: Omit<ListOptions, 'limit' | 'cursor' | 'offset' | 'count'>): Promise<string>;
  read(object: string, id: string, fields?: readonly string[]): Promise<ApiRecord>;
  create(object: string, draft: Values, options?: CallOptions): Promise<ApiRecord>;
  /** @param patch carries the `version` it was made from */
  update(object: string, id: string, patch: Values): Promise<ApiRecord>;
  remove(object: string, id: string): Promise<void>;
  act(object: string, id: string, action: string, input?: Values, options?: CallOptions): Promise<ApiRecord>;
  /** Values that are masked for the caller, for a reason that goes into the log. */
  unmask(object: string, id: string, fields: readonly string[], reason: string): Promise<Values>;
  query(query: QueryBody): Promise<Rows['rows']>;
  reports(): Promise<readonly { name: string }[]>;
  report(name: string, params?: Readonly<Record<string, string>>): Promise<ApiReport>;
  history(object: string, id: string): Promise<ApiHistory['entries']>;
  audit(params?: Readonly<Record<string, string>>): Promise<ApiAuditPage>;
  /** The signed bundle, a zip. */
  exportAudit(scope?: AuditExportBody): Promise<Uint8Array>;
  attachments(object: string, id: string): Promise<readonly ApiAttachment[]>;
  attach(object: string, id: string, file: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array }): Promise<ApiAttachment>;
  attachment(object: string, id: string, attachment: string): Promise<Uint8Array>;
  /** Changes as they happen, from the moment this resolves, until the signal or the session ends it. */
  events(options?: EventOptions): Promise<AsyncIterable<ApiChange & { readonly position: string }>>;
  /** Any call of the interface, with the client's headers. */
  send(method: string, path: string, init?: { readonly body?: string | Uint8Array<ArrayBuffer>; readonly headers?: Values; readonly signal?: AbortSignal }): Promise<Response>;
}

export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  let token = options.token;

  const client: Client = {
    async signIn(body) {
      const answer = signedInSchema.parse(await json('POST', '/session', body));
      token = answer.token;
      return answer;
    },
    async signOut() {
      await done(await call('DELETE', '/session'));
      token = undefined;
    },
    me: async () => userSchema.parse(await json('GET', '/session')),
    changePassword: async (present, next) => done(await call('POST', '/session/password', { present, next })),
    startReset: async (userId) => startedResetSchema.parse(await json('POST', `/users/${part(userId)}/password-reset`, {})),
    resetPassword: async (body) => done(await call('POST', '/session/reset', body)),
    objects: async () => objectsSchema.parse(await json('GET', '/objects')).objects,
    outline: async () => outlineSchema.parse(await json('GET', '/outline')).objects,
    object: async (name) => objectViewSchema.parse(await json('GET', `/objects/${part(name)}`)),
    customise: async (change, how) => customisedSchema.parse(await json('POST', '/customisations', change, how)).id,
    undoCustomisation: async (id) => done(await call('DELETE', `/customisations/${part(id)}`)),
    nextNumbers: async (rule) => nextNumbersSchema.parse(await json('GET', `/numbering${search(rule === undefined ? {} : { ...rule, digits: String(rule.digits) })}`)).next,
    list: async (object, list = {}) => listSchema.parse(await json('GET', `/records/${part(object)}${search(listParams(list))}`)),
    async csv(object, list = {}) {
      const response = await call('GET', `/records/${part(object)}${search({ ...listParams(list), format: 'csv' })}`);
      return await response.text();
    },
    read: async (object, id, fields) =>
      recordSchema.parse(await json('GET', `${recordPath(object, id)}${search(fields === undefined ? {} : { fields: fields.join(',') })}`)),
    create: async (object, draft, how) => recordSchema.parse(await json('POST', `/records/${part(object)}`, draft, how)),
    update: async (object, id, patch) => recordSchema.parse(await json('PATCH', recordPath(object, id), patch)),
    remove: async (object, id) => done(await call('DELETE', recordPath(object, id))),
    act: async (object, id, action, input = {}, how) =>
      recordSchema.parse(await json('POST', `${recordPath(object, id)}/actions/${part(action)}`, input, how)),
    unmask: async (object, id, fields, reason) =>
      unmaskedSchema.parse(await json('POST', `${recordPath(object, id)}/unmask`, { fields, reason })).values,
    query: async (query) => rowsSchema.parse(await json('POST', '/query', query)).rows,
    reports: async () => reportsSchema.parse(await json('GET', '/reports')).reports,
    report: async (name, params = {}) => reportSchema.parse(await json('GET', `/reports/${part(name)}${search(params)}`)),
    history: async (object, id) => historySchema.parse(await json('GET', `${recordPath(object, id)}/history`)).entries,
    audit: async (params = {}) => auditPageSchema.parse(await json('GET', `/audit${search(params)}`)),
    exportAudit: async (scope = {}) => new Uint8Array(await (await call('POST', '/audit/exports', scope)).arrayBuffer()),
    attachments: async (object, id) => attachmentsSchema.parse(await json('GET', `${recordPath(object, id)}/attachments`)).attachments,
    async attach(object, id, file) {
      const response = await checked(await client.send('POST', `${recordPath(object, id)}/attachments`, {
        body: file.content.slice(),
        headers: { 'content-type': file.mediaType, 'x-file-name': encodeURIComponent(file.name) },
      }));
      return attachmentSchema.parse(await response.json());
    },
    attachment: async (object, id, attachment) =>
      new Uint8Array(await (await call('GET', `${recordPath(object, id)}/attachments/${part(attachment)}`)).arrayBuffer()),
    async events(how = {}) {
      const response = await checked(await client.send('GET', '/events', {
        headers: { accept: 'text/event-stream', ...(how.after === undefined ? {} : { 'last-event-id': how.after }) },
        ...(how.signal === undefined ? {} : { signal: how.signal }),
      }));
      return readEvents(response);
    },
    async send(method, path, init = {}) {
      const headers = new Headers(init.headers as Record<string, string> | undefined);
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      if (options.lang !== undefined) headers.set('accept-language', options.lang);
      if (options.company !== undefined) headers.set('x-company', options.company);
      return await send(new Request(`${options.baseUrl}/api/v1${path}`, {
        method,
        headers,
        ...(init.body === undefined ? {} : { body: init.body }),
        ...(init.signal === undefined ? {} : { signal: init.signal }),
      }));
    },
  };

  async function call(method: string, path: string, body?: unknown, how: CallOptions = {}): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (how.idempotencyKey !== undefined) headers['idempotency-key'] = how.idempotencyKey;
    return await checked(await client.send(method, path, { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
  }

  async function json(method: string, path: string, body?: unknown, how?: CallOptions): Promise<unknown> {
    return await (await call(method, path, body, how)).json();
  }

  return client;
}

async function checked(response: Response): Promise<Response> {
  if (!response.ok) throw await apiError(response);
  return response;
}

/** Reads an answer without a body to its end, so that its connection is free again. */
async function done(response: Response): Promise<void> {
  await response.arrayBuffer();
}

function part(text: string): string {
  return encodeURIComponent(text);
}

function recordPath(object: string, id: string): string {
  return `/records/${part(object)}/${part(id)}`;
}

function listParams(list: ListOptions): Record<string, string> {
  const params: Record<string, string> = {};
  if (list.fields !== undefined) params['fields'] = list.fields.join(',');
  if (list.filter !== undefined) params['filter'] = list.filter;
  if (list.search !== undefined) params['search'] = list.search;
  if (list.sort !== undefined) params['sort'] = list.sort.join(',');
  if (list.limit !== undefined) params['limit'] = String(list.limit);
  if (list.cursor !== undefined) params['cursor'] = list.cursor;
  if (list.offset !== undefined) params['offset'] = String(list.offset);
  if (list.count !== undefined) params['count'] = String(list.count);
  if (list.archived !== undefined) params['archived'] = String(list.archived);
  return params;
}

function search(params: Readonly<Record<string, string>>): string {
  const written = new URLSearchParams(params).toString();
  return written === '' ? '' : `?${written}`;
}

