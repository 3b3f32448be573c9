import type { Customise } from '#core';
import type { Comments } from '#core/comments';
import type { Context } from '#core/context';
import type { Desk } from '#core/desk';
import type { ChangeFeed } from '#core/events';
import type { Explain } from '#core/explain';
import type { Files } from '#core/files';
import type { Imports } from '#core/imports';
import type { Identity } from '#core/identity';
import type { NextNumbers } from '#core/numbering';
import type { Gate } from '#core/records/gate.ts';
import type { Store } from '#db';
import type { PdfPress } from '#server/papers';
import type { Pages } from './pages.ts';

/** The audit log as its readers may see it. */
export interface AuditDesk {
  /** Entries, the newest first. @throws PanshiError `forbidden` for anybody but the audit administrator */
  search(
    context: Context,
    request: AuditSearch,
  ): Promise<{ readonly entries: readonly Readonly<Record<string, unknown>>[]; readonly next?: string }>;
  /** The signed bundle, a zip; the export itself is logged. @throws PanshiError `forbidden` */
  export(context: Context, scope: AuditScope): Promise<AsyncIterable<Uint8Array>>;
}

export interface AuditScope {
  /** Calendar days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly user?: string | undefined;
  readonly object?: string | undefined;
}

export interface AuditSearch extends AuditScope {
  readonly record?: string | undefined;
  readonly event?: string | undefined;
  readonly text?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** What the handler writes to its log: never passwords, tokens or record values. */
export interface Log {
  info(entry: object, message: string): void;
  warn(entry: object, message: string): void;
  error(entry: object, message: string): void;
}

export interface HandlerParts {
  /** Makes PDF files. */
  readonly press: Pick<PdfPress, 'print'>;
  readonly gate: Gate;
  readonly identity: Identity;
  readonly store: Store;
  readonly customise: Customise;
  readonly nextNumbers: NextNumbers;
  readonly files: Files;
  readonly comments: Comments;
  readonly desk: Desk;
  readonly imports: Imports;
  readonly audit: AuditDesk;
  readonly explain: Explain;
  /** The change feed. */
  readonly feed: Pick<ChangeFeed, 'position' | 'subscribe'>;
  readonly log: Log;
  /** 32 bytes: seals the places of the change feed that callers hold. */
  readonly positionKey: Buffer;
  readonly version: string;
  readonly clock?: () => Date;
  readonly newId?: () => string;
  /** Origins besides the host's own that the cookie may come from: `panshi://app`. */
  readonly origins?: readonly string[];
  /** The built pages; without them `/` leads to the API documents. */
  readonly pages?: Pages;
  /** How often an event stream says that it is alive; 15 seconds unless told. */
  readonly heartbeatMs?: number;
}
