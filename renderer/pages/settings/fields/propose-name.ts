/**
 * A name for a field of the firm's own, from its English label: `Sales region` is `xSalesRegion`. Names begin with x, so that a later version of the suite
 * cannot take them.
 * @param taken names that the table has already
 */
export function proposeName(label: string, taken: readonly string[] = []): string {
  const parts = label.normalize('NFKD').replaceAll(/[^A-Za-z0-9]+/g, ' ').trim().split(' ').filter((part) => part !== '');
  const camel = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  const name = camel === '' ? '' : `x${/^[A-Z]/.test(camel) ? camel : `N${camel}`}`.slice(0, 38);
  if (name === '' || !taken.includes(name)) return name;
  for (let n = 2; ; n += 1) if (!taken.includes(`${name}${n}`)) return `${name}${n}`;
}

export function isOwnName(name: string): boolean {
  return /^x[A-Z][a-zA-Z0-9]{0,40}$/.test(name);
}

/** A key for a value of a choice, from its English label: `Key account` is `keyAccount`. @param at its place, for a label without letters */
export function proposeKey(label: string, at: number, taken: readonly string[] = []): string {
  const name = proposeName(label).slice(1);
  const key = name === '' ? `v${at + 1}` : name.charAt(0).toLowerCase() + name.slice(1);
  if (!taken.includes(key)) return key;
  for (let n = 2; ; n += 1) if (!taken.includes(`${key}${n}`)) return `${key}${n}`;
}
