/** A department and all below it, itself first. Terminates even if the tree were a ring. */
export function departmentTree(
  departments: readonly { readonly id: string; readonly parent: string | null }[],
  root: string,
): readonly string[] {
  const below = new Map<string, string[]>();
  for (const { id, parent } of departments) {
    if (parent !== null) below.set(parent, [...(below.get(parent) ?? []), id]);
  }
  const tree = new Set([root]);
  for (const id of tree) for (const child of below.get(id) ?? []) tree.add(child);
  return [...tree];
}
