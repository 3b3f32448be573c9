export interface Department {
  readonly id: string;
  readonly version: unknown;
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly archived: boolean;
}

export interface Branch {
  readonly department: Department;
  readonly depth: number;
}

/** Departments in the order of the tree, each under its parent; one whose parent is not there stands at the top, and a ring ends where it began. */
export function branches(all: readonly Department[]): readonly Branch[] {
  const ids = new Set(all.map((one) => one.id));
  const below = Map.groupBy(all, ({ parent }) => (parent !== null && ids.has(parent) ? parent : ''));
  const found: Branch[] = [];
  const seen = new Set<string>();
  const walk = (parent: string, depth: number): void => {
    for (const department of (below.get(parent) ?? []).toSorted((a, b) => a.code.localeCompare(b.code))) {
      if (seen.has(department.id)) continue;
      seen.add(department.id);
      found.push({ department, depth });
      walk(department.id, depth + 1);
    }
  };
  walk('', 0);
  for (const department of all) {
    if (seen.has(department.id)) continue;
    seen.add(department.id);
    found.push({ department, depth: 0 });
    walk(department.id, 1);
  }
  return found;
}

/** A department and all below it: none of them can be its parent. */
export function withBelow(all: readonly Department[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const one of all) if (one.parent !== null && found.has(one.parent)) found.add(one.id);
  }
  return found;
}
