import type { Person } from './open-scene.ts';

/** Addresses of all that the navigation of a person leads to. */
export async function placesOf({ page }: Pick<Person, 'page'>): Promise<string[]> {
  return page.locator('[data-part=nav] a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
}

/** Goes there as people do, by the navigation, and waits until the page has all it asked for. */
export async function goBy(person: Person, place: string): Promise<void> {
  await person.page.locator(`[data-part=nav] a[href="${place}"]`).click();
  await person.page.waitForURL(`**${place}*`);
  await person.settled();
}
