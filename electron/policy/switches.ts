/** Switches that would open a packaged program to others on the machine, or take its locks off. */
export const REFUSED_SWITCHES = [
  'remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins', 'inspect', 'inspect-brk', 'inspect-port',
  'inspect-publish-uid', 'js-flags', 'load-extension', 'disable-extensions-except', 'disable-web-security', 'allow-running-insecure-content',
  'ignore-certificate-errors', 'ignore-certificate-errors-spki-list', 'no-sandbox', 'disable-sandbox', 'disable-site-isolation-trials', 'host-rules',
  'proxy-server', 'proxy-pac-url', 'log-net-log', 'ssl-key-log-file', 'enable-logging', 'user-data-dir', 'gpu-launcher', 'renderer-cmd-prefix',
  'utility-cmd-prefix', 'unsafely-treat-insecure-origin-as-secure', 'browser-subprocess-path', 'single-process', 'in-process-gpu', 'disable-setuid-sandbox',
  'disable-namespace-sandbox', 'disable-seccomp-filter-sandbox', 'disable-gpu-sandbox', 'host-resolver-rules', 'auto-open-devtools-for-tabs', 'trace-startup',
] as const;

/** @returns the switches that a packaged program was started with and does not start with */
export function refusedSwitches(has: (name: string) => boolean, packaged: boolean): readonly string[] {
  return packaged ? REFUSED_SWITCHES.filter(has) : [];
}

/** Set before the start: no calls home, no lookups, no reports of crashes. */
export const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['disable-quic'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
];
