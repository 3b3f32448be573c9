import type { Found } from '#common/api';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';

/** Each record once, where it was found best; no more than asked for. */
export class FoundSoFar {
  readonly all: Found[] = [];
  readonly #limit: number;
  readonly #ids = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get enough(): boolean {
    return this.all.length >= this.#limit;
  }

  /** Takes from each object in turn, so that none crowds the others out. */
  add(byObject: readonly (readonly Found[])[]): void {
    const longest = Math.max(0, ...byObject.map((found) => found.length));
    for (let place = 0; place < longest; place += 1) {
      for (const one of byObject.flatMap((found) => found[place] ?? [])) {
        const id = `${one.object} ${one.id}`;
        if (this.enough || this.#ids.has(id)) continue;
        this.#ids.add(id);
        this.all.push(one);
      }
    }
  }
}

/** What is shown of a record that is found, where the reader may see it. */
export interface Shown {
  readonly fields: readonly string[];
  readonly code: string | undefined;
}

export function shownOf(access: Access, definition: ObjectDefinition): Shown {
  const view = access.view(definition.name);
  const code = definition.numbering ? 'number' : Object.keys(definition.fields).find((name) => definition.fields[name]?.type === 'text' && definition.fields[name]?.unique);
  const wanted = [definition.title, code, definition.lifecycle ? 'state' : undefined];
  return { fields: [...new Set(wanted.filter((name) => name !== undefined))].filter((name) => view?.cell('t', name)), code };
}

export function foundOf(definition: ObjectDefinition, { code }: Shown, values: Readonly<Record<string, unknown>>): Found {
  const text = (name: string | undefined): string | null => {
    const value = name === undefined ? null : values[name];
    return value === null || value === undefined ? null : String(value);
  };
  return {
    object: definition.name, id: String(values['id']), title: text(definition.title) ?? text(code) ?? '', code: text(code), state: definition.lifecycle ? text('state') : null,
  };
}
