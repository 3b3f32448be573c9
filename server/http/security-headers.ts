const COMMON = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Data is never a page: nothing in it may load or run. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Headers of every answer that is no page. */
export function dataHeaders(contentType: string): Record<string, string> {
  return { 'content-type': contentType, 'content-security-policy': DATA_POLICY, ...COMMON };
}

/** One object for the commonest answer: it is made thousands of times a second. */
export const JSON_HEADERS: Readonly<Record<string, string>> = dataHeaders('application/json; charset=utf-8');

/**
 * Headers of a page without scripts.
 * @param styleHash base64 SHA-256 of its only style sheet, which stands in the page
 */
export function pageHeaders(styleHash: string): Record<string, string> {
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...COMMON };
}
