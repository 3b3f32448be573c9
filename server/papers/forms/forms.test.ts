import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityModule } from '#core/identity';
import { Registry } from '#core/registry';
import { suite } from '#modules';
import { FORMS, linePathsOf, pathsOf } from './index.ts';

/* A path that no definition has would leave a blank on the paper, and nobody would be told. */

const registry: Registry = new Registry([identityModule(() => registry), ...suite]);

/** Whether a path leads to a field: `product.unit.name` along the links of a row. @param table an object or child table */
function leads(table: string, path: string): boolean {
  const [name = '', ...rest] = path.split('.');
  const field = registry.table(table).fields[name];
  if (field === undefined) return false;
  return rest.length === 0 || (field.type === 'link' && leads(field.to, rest.join('.')));
}

describe.each(FORMS.map((form) => [form.name, form] as const))('%s', (name, form) => {
  it('says only what its object has', () => {
    expect(pathsOf(form).filter((path) => !leads(form.object, path))).toEqual([]);
    expect(linePathsOf(form).filter((path) => !leads(`${form.object}.${form.child}`, path))).toEqual([]);
  });

  it('stands in the interface', () => {
    const document = readFileSync(join(import.meta.dirname, '../../../docs/interface.md'), 'utf8');
    expect(/^Forms: .*$/m.exec(document)?.[0]).toContain(`\`${name}\``);
  });
});

it('would be found out', () => {
  expect(leads('sales-order', 'customer.name')).toBe(true);
  expect(leads('sales-order', 'customer.nowhere')).toBe(false);
});
