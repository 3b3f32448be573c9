import type { View } from '#db/query';

/** Whether a field is there for a reader, along links. @param use `show`: masked will do; `compute`: it must be open, in some rows at least */
export function opensPath(view: View | undefined, path: readonly string[], use: 'show' | 'compute'): boolean {
  const [first = '', ...rest] = path;
  if (!view) return false;
  if (first === 'parent' && view.parent && rest.length > 0) return opensPath(view.parent, rest, use);
  const cell = view.cell('t', first);
  if (rest.length === 0) return cell !== undefined && (use === 'show' || cell.open !== undefined);
  return cell?.open !== undefined && opensPath(view.link(first), rest, use);
}
