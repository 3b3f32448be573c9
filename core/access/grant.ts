/** What a role may do with a field: not know of it, see that it is there, read it, change it. */
export type FieldLevel = 'none' | 'masked' | 'read' | 'write';

/** Which rows a grant covers: a named scope, or a condition in the expression language. */
export type RowScope = 'own' | 'department' | 'departmentTree' | 'all' | { readonly when: string };

/** Verbs; an action of the object is granted as `action:deliver`, all of them as `action:*`. */
export type Verb = 'read' | 'create' | 'update' | 'delete' | 'export' | 'unmask' | `action:${string}`;

/**
 * One grant: verbs, over rows, with a level for each field. What is not granted is denied.
 * A role may hold several grants on one object (read all, change own). Each grant stands alone: a cell is open to a reader only where one single
 * grant covers both its row and its field.
 */
export interface Grant {
  readonly can: readonly Verb[];
  /** Rows; `all` when left out. */
  readonly rows?: RowScope;
  /** Level by field name; `lines.price` for a child's field, `lines.*` for all of them, `*` for the rest. Nothing named means `write`. */
  readonly fields?: Readonly<Record<string, FieldLevel>>;
}

/** Grants by object name. */
export type Grants = Readonly<Record<string, Grant | readonly Grant[]>>;

/** Which of the three administrators, if any, a role makes; nobody holds two, and none of them reads business rows. */
export type Office = 'system' | 'security' | 'audit';
