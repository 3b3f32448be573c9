/** Sort keys after a click on a column: up, then down, then as it was. @param also besides the keys that are there, as with Shift */
export function sortedBy(sort: readonly string[], path: string, also: boolean): readonly string[] {
  const at = sort.findIndex((key) => key === path || key === `-${path}`);
  const next = at < 0 ? path : sort[at] === path ? `-${path}` : undefined;
  if (!also) return next === undefined ? [] : [next];
  if (at < 0) return [...sort, path].slice(-5);
  return next === undefined ? sort.filter((_, place) => place !== at) : sort.with(at, next);
}
