import type { Person } from './scene.ts';

export interface Asked {
  /** Letters by which the person is found. */
  readonly person: string;
  /** The object's name. */
  readonly object: string;
  readonly record?: string;
}

/** Asks on the open page what somebody sees, as its user would, and waits for the answer. */
export async function explainAccess({ page, settled }: Pick<Person, 'page' | 'settled'>, { person, object, record }: Asked): Promise<void> {
  const part = page.locator('[data-part=access]');
  await part.locator('[data-field=user] input').fill(person);
  await page.locator('.el-select-dropdown__item:visible').first().waitFor();
  await settled();
  await page.keyboard.press('Enter');
  await part.locator('[data-field=object] input').click();
  await page.locator(`[data-choice=${object}]:visible`).click();
  if (record !== undefined) await part.locator('input[data-field=record], [data-field=record] input').fill(record);
  await part.locator('[data-part=verdict]').waitFor();
  if (record !== undefined) await part.locator('[data-part=grant] .covers').first().waitFor();
  await settled();
}
