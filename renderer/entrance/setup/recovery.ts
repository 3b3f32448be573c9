/** The groups of a recovery key as they are written down: `ABCDE-FGHJK-…`. */
export function groupsOf(key: string): readonly string[] {
  return key.split('-').filter((group) => group !== '');
}

/** Three groups, apart from each other, that are asked for to see that the key was written down. @param random of 0 up to 1 */
export function askedGroups(count: number, random: () => number): readonly number[] {
  const wanted = Math.min(3, count);
  return Array.from({ length: wanted }, (_, part) => {
    const from = Math.floor((part * count) / wanted);
    const end = Math.floor(((part + 1) * count) / wanted);
    return from + Math.floor(random() * (end - from));
  });
}

/** The key as it was typed: the asked groups as typed, the others as they were shown. The host tells whether it is right. */
export function typedKey(groups: readonly string[], typed: ReadonlyMap<number, string>): string {
  return groups.map((group, at) => (typed.get(at) ?? group).normalize('NFKC').replace(/\s/g, '').toUpperCase()).join('-');
}
