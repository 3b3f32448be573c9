import { shallowRef } from 'vue';
import { RowWindows, Segments, type GridModel, type GroupLine, type Line, type Row, type Segment } from '#renderer/grid';
import type { CountedGroup, GroupField } from './groups.ts';
import { countRows, narrowed, rowsFrom, type ListQuery } from './list-query.ts';

/** A group on the page: its head, and below it when it is open its rows or its own groups. */
interface Node {
  readonly key: string;
  readonly depth: number;
  readonly label: string;
  readonly count: number;
  readonly totals: Readonly<Record<string, string>>;
  readonly query: ListQuery;
  open: boolean;
  rows?: RowWindows<Row>;
  groups?: Node[];
}

type Part = Segment & ({ readonly head: Node } | { readonly rows: RowWindows<Row>; readonly length: number });

export interface Grouping {
  readonly fields: readonly GroupField[];
  /** Counts the groups of one field, in the order they are shown. */
  load(field: GroupField, query: ListQuery): Promise<readonly CountedGroup[]>;
  labelOf(field: GroupField, group: CountedGroup): string;
  filterOf(field: GroupField, group: CountedGroup): string;
  totalsOf(group: CountedGroup): Readonly<Record<string, string>>;
}

/** The lines of a list: its rows by place, or its groups with the rows of those that are open. */
export class ListModel implements GridModel {
  readonly tick = shallowRef(0);
  readonly #query: ListQuery;
  readonly #grouping: Grouping | undefined;
  readonly #failed: (error: unknown) => void;
  readonly #flat: RowWindows<Row> | undefined;
  #groups: Node[] = [];
  #segments = new Segments<Part>([]);
  #ready = false;
  #ended = false;

  /** @param known how many rows there are, where that is known beforehand */
  constructor(query: ListQuery, grouping: Grouping | undefined, failed: (error: unknown) => void, known?: number) {
    this.#query = query;
    this.#grouping = grouping;
    this.#failed = failed;
    if (grouping === undefined) this.#flat = this.#windows(query, known);
  }

  begin(): void {
    this.#flat?.begin();
    if (this.#grouping !== undefined) void this.#loadTop();
  }

  /** Lines. */
  get total(): number {
    return this.#flat?.total ?? this.#segments.total;
  }

  /** Records, whether or not their group is open; undefined while they are being counted. */
  get records(): number | undefined {
    if (this.#flat !== undefined) return this.#flat.counted ? this.#flat.total : undefined;
    return this.#ready ? this.#groups.reduce((sum, group) => sum + group.count, 0) : undefined;
  }

  /** Rows as the host counted them at once; not those of groups, of which only so many are read. */
  get counted(): number | undefined {
    return this.#flat === undefined ? undefined : this.records;
  }

  /** Whether the first answer has come. */
  get ready(): boolean {
    return this.#flat?.ready ?? this.#ready;
  }

  line(index: number): Line | undefined {
    if (this.#flat !== undefined) return lineOf(this.#flat.at(index));
    const found = this.#segments.find(index);
    if (found === undefined) return undefined;
    const { segment } = found;
    return 'head' in segment ? headLine(segment.head) : lineOf(segment.rows.at(found.at));
  }

  show(first: number, last: number): void {
    if (this.#flat !== undefined) return this.#flat.show(first, last);
    for (const { segment, from, to } of this.#segments.between(first, last)) if ('rows' in segment) segment.rows.show(from, to);
  }

  toggle(index: number): void {
    const found = this.#segments.find(index);
    if (found === undefined || !('head' in found.segment)) return;
    const node = found.segment.head;
    node.open = !node.open;
    if (node.open) this.#fill(node);
    else close(node);
    this.#arrange();
  }

  /** All groups of the first field open or closed. */
  toggleAll(open: boolean): void {
    for (const node of this.#groups) {
      if (node.open === open) continue;
      node.open = open;
      if (open) this.#fill(node);
      else close(node);
    }
    this.#arrange();
  }

  /** Reads again what is seen. */
  refresh(): void {
    if (this.#flat !== undefined) this.#flat.refresh();
    else void this.#loadTop();
  }

  /** Rows held now, by id. */
  find(id: string): Row | undefined {
    for (const rows of this.#allWindows()) for (const [, row] of rows.held()) if (row.id === id) return row;
    return undefined;
  }

  replace(changed: Row): void {
    for (const rows of this.#allWindows()) for (const [at, row] of rows.held()) if (row.id === changed.id) return rows.replace(at, changed);
  }

  end(): void {
    this.#ended = true;
    for (const rows of this.#allWindows()) rows.end();
  }

  *#allWindows(): IterableIterator<RowWindows<Row>> {
    if (this.#flat !== undefined) yield this.#flat;
    const visit = function* (nodes: readonly Node[]): IterableIterator<RowWindows<Row>> {
      for (const node of nodes) {
        if (node.rows !== undefined) yield node.rows;
        yield* visit(node.groups ?? []);
      }
    };
    yield* visit(this.#groups);
  }

  #windows(query: ListQuery, total?: number): RowWindows<Row> {
    return new RowWindows<Row>(
      { rows: (from, count, signal) => rowsFrom(query, from, count, signal), count: (signal) => countRows(query, signal) },
      () => this.#arrange(), this.#failed, total,
    );
  }

  async #loadTop(): Promise<void> {
    const open = new Set(openKeys(this.#groups));
    try {
      const groups = await this.#load(this.#query, 0, '');
      if (this.#ended) return;
      for (const rows of this.#allWindows()) rows.end();
      this.#groups = groups;
      for (const node of groups) if (open.has(node.key)) this.#open(node, open);
      this.#ready = true;
      this.#arrange();
    } catch (error) {
      if (!this.#ended) this.#failed(error);
    }
  }

  #open(node: Node, also: ReadonlySet<string>): void {
    node.open = true;
    this.#fill(node, also);
  }

  #fill(node: Node, also: ReadonlySet<string> = new Set()): void {
    if (node.depth + 1 < (this.#grouping?.fields.length ?? 0)) {
      void this.#load(node.query, node.depth + 1, node.key).then((groups) => {
        node.groups = groups;
        for (const inner of groups) if (also.has(inner.key)) this.#open(inner, also);
        this.#arrange();
      }, (error: unknown) => {
        if (!this.#ended) this.#failed(error);
      });
      return;
    }
    node.rows = this.#windows(node.query, node.count);
    node.rows.begin();
  }

  async #load(query: ListQuery, depth: number, above: string): Promise<Node[]> {
    const grouping = this.#grouping;
    const field = grouping?.fields[depth];
    if (grouping === undefined || field === undefined) return [];
    const counted = await grouping.load(field, query);
    return counted.map((group) => ({
      key: `${above}/${String(group.value)}`,
      depth,
      label: grouping.labelOf(field, group),
      count: group.count,
      totals: grouping.totalsOf(group),
      query: narrowed(query, grouping.filterOf(field, group)),
      open: false,
    }));
  }

  #arrange(): void {
    if (this.#ended) return;
    if (this.#flat === undefined) this.#segments = new Segments(this.#groups.flatMap(parts));
    this.tick.value += 1;
  }
}

function parts(node: Node): Part[] {
  const head: Part = { head: node, length: 1 };
  if (!node.open) return [head];
  const rows: Part[] = node.rows === undefined ? [] : [{ rows: node.rows, length: node.rows.total }];
  return [head, ...rows, ...(node.groups ?? []).flatMap(parts)];
}

function close(node: Node): void {
  node.rows?.end();
  delete node.rows;
  for (const inner of node.groups ?? []) close(inner);
  delete node.groups;
}

function openKeys(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => (node.open ? [node.key, ...openKeys(node.groups ?? [])] : []));
}

function lineOf(row: Row | undefined): Line {
  return row === undefined ? { kind: 'wait' } : { kind: 'row', row };
}

function headLine(node: Node): GroupLine {
  return { kind: 'group', key: node.key, depth: node.depth, label: node.label, count: node.count, open: node.open, totals: node.totals };
}
