/** Versions as semver.org writes them, without build data: 1.4.0, 2.0.0-rc.1. */
export const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-((?:0|[1-9]\d{0,8}|[a-z]+)(?:\.(?:0|[1-9]\d{0,8}|[a-z]+))*))?$/;

/** @returns below, at or above zero as `a` is older than, the same as or newer than `b` (Semantic Versioning 2.0.0, 11) @throws Error when one is no version */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const at of [0, 1, 2]) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  // A candidate comes before its release.
  if (left.candidate.length === 0 || right.candidate.length === 0) return Math.sign(right.candidate.length) - Math.sign(left.candidate.length);
  for (let at = 0; at < Math.max(left.candidate.length, right.candidate.length); at += 1) {
    const difference = compareWords(left.candidate[at], right.candidate[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): { readonly numbers: number[]; readonly candidate: string[] } {
  const found = VERSION.exec(version);
  if (found === null) throw new Error(`not a version: ${version}`);
  const [, major, minor, patch, candidate] = found;
  return { numbers: [major, minor, patch].map(Number), candidate: candidate?.split('.') ?? [] };
}

/** Fewer words come first, numbers before letters. */
function compareWords(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const numbers = [a, b].map((word) => /^\d/.test(word));
  if (numbers[0] === true && numbers[1] === true) return Number(a) - Number(b);
  if (numbers[0] !== numbers[1]) return numbers[0] === true ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
