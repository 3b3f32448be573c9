import type { ObjectDefinition } from '#common/objects';
import type { Draft } from '#core/records/draft.ts';
import { noProblems, type Problems } from '#core/records/invalid.ts';

/**
 * What the lines of a draft lack, by path. Hooks are written for lines whose required values are there: of one without a product they would say that it has
 * no price.
 * @param known lines that could not be read are told of already
 */
export function lackingInLines({ children }: ObjectDefinition, draft: Draft, known: Problems): Problems {
  const lacking = noProblems();
  for (const [child, rows] of Object.entries(draft.children)) {
    const required = Object.entries(children[child]?.fields ?? {}).flatMap(([name, field]) => (field.required && !field.system && field.default === undefined ? [name] : []));
    for (const [index, { values }] of rows.entries()) {
      if (known[`${child}.${index}`] !== undefined) continue;
      for (const name of required) {
        const path = `${child}.${index}.${name}`;
        if ((values[name] ?? null) === null && known[path] === undefined) lacking[path] = { zh: '必须填写', en: 'must be filled in' };
      }
    }
  }
  return lacking;
}
