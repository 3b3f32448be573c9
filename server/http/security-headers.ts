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

/**
 * What the built pages may do: run and load what this host serves, and nothing else from anywhere. `blob:` is for pictures and papers that were
 * fetched with the reader's rights and are shown without another request.
 */
export const PAGES_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What browsers offer to pages that an office program has no use for. Writing to the clipboard stays: people copy numbers. */
const DENIED_FEATURES = [
  'accelerometer', 'autoplay', 'camera', 'clipboard-read', 'display-capture', 'encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope',
  'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'publickey-credentials-create',
  'publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access', 'usb', 'window-management', 'xr-spatial-tracking',
];

/** Headers of a file of the built pages. @param caching of `cache-control` */
export function builtPageHeaders(contentType: string, caching: string): Record<string, string> {
  return {
    ...COMMON,
    'content-type': contentType,
    'content-security-policy': PAGES_POLICY,
    'permissions-policy': DENIED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'cache-control': caching,
  };
}
