/** The code that the terminal showed, from `#code=…`; taken out of the address bar, so that it lies in no history. Kept while the page lives. */
let code = '';

export function takeSetupCode(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('code');
  if (given === null) return;
  code = given;
  history.replaceState(null, '', location.pathname + location.search);
}

export function setupCode(): string {
  return code;
}

export function rememberSetupCode(given: string): void {
  code = given.trim();
}
