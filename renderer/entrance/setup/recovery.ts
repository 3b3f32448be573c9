/** The groups of a recovery key as they are written down: `ABCDE-FGHJK-…`. */
export function groupsOf(key: string): readonly string[] {
  return key.split('-').filter((group) => group !== '');
}

/** Three groups, apart from each other, that are asked for to see that the key was written down. @param random of 0 up to 1 */
export function askedGroups(count: number, random: () => number): readonly number[] {
  const wanted = Math.min(3, count);
  const third = count / Math.max(wanted, 1);
  return Array.from({ length: wanted }, (_, part) => Math.min(count - 1, Math.floor(part * third + random() * third)));
}

/** The key as it was typed: the asked groups as typed, the others as they were shown. The host tells whether it is right. */
export function typedKey(groups: readonly string[], typed: ReadonlyMap<number, string>): string {
  return groups.map((group, at) => (typed.get(at) ?? group).normalize('NFKC').replace(/\s/g, '').toUpperCase()).join('-');
}
