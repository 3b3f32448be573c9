/** Languages a person can read the program in; Simplified Chinese is the default. */
export type Lang = 'zh' | 'en';

/** A text in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Every code an answer may carry, with the HTTP status the doors give it. */
const STATUS = {
  malformed: 400,
  unsupported_filter: 400,
  unauthenticated: 401,
  second_factor_required: 401,
  forbidden: 403,
  field_denied: 403,
  cross_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  duplicate: 409,
  wrong_state: 409,
  idempotency_mismatch: 409,
  too_large: 413,
  unsupported_media: 415,
  invalid: 422,
  rule: 422,
  insufficient_stock: 422,
  credit_exceeded: 422,
  period_closed: 422,
  unbalanced: 422,
  locked: 429,
  too_many: 429,
  store_busy: 503,
  not_ready: 503,
  store_broken: 500,
  vault_locked: 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** What helps the reader to go on: denied fields, and one sentence for each wrong field. */
export interface ErrorDetails {
  /** Names of the fields the answer is about. */
  readonly fields?: readonly string[];
  /** One reason per field path (`lines.0.quantity`). */
  readonly problems?: Readonly<Record<string, Text>>;
  /** Figures the message speaks of, as strings. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Where the message tells of records beside the one that was asked about: what its reader must see for it, and the words for everybody else. */
  readonly discreet?: { readonly object: string; readonly fields: readonly string[]; readonly text: Text };
}

/**
 * The one family of errors that reaches a person: a stable code for programs, a sentence in both languages that says what to do next, and details.
 * Anything else that is thrown is a defect, and answers as `internal` without a word of its own.
 */
export class PanshiError extends Error {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, text: Text, details?: ErrorDetails) {
    super(text.en);
    this.name = 'PanshiError';
    this.code = code;
    this.text = text;
    this.details = details;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

export function isPanshiError(error: unknown): error is PanshiError {
  return error instanceof PanshiError;
}

/** Shorthand for the commonest throw. */
export function refuse(code: ErrorCode, zh: string, en: string, details?: ErrorDetails): PanshiError {
  return new PanshiError(code, { zh, en }, details);
}
