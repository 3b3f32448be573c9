import type { ApiObject, Card, Dashboard } from '#common/api';

/** Figures at the head of the home page: more of them is a dashboard. */
const MOST = 4;

/** The figures of a dashboard that the home page shows. */
export function figuresOn(dashboard: Pick<Dashboard, 'cards'>): readonly Card[] {
  return dashboard.cards.filter((card) => card.kind === 'number').slice(0, MOST);
}

/**
 * The dashboard whose figures stand on the home page: the one that was chosen, else one that the person has made, else the one that tells most of what the person writes.
 * @param chosen a name; '' for none
 * @param own says whether the person has made it
 */
export function homeDashboard(all: readonly Dashboard[], chosen: string | undefined, own: (name: string) => boolean, objects: readonly ApiObject[]): Dashboard | undefined {
  if (chosen === '') return undefined;
  const shown = all.filter((dashboard) => figuresOn(dashboard).length > 0);
  const written = new Set(objects.filter((object) => object.can.includes('create')).map((object) => object.name));
  const nearness = (dashboard: Dashboard): number => figuresOn(dashboard).filter(({ query }) => written.has(query.object.split('.')[0] ?? '')).length;
  return shown.find((one) => one.name === chosen) ?? shown.find((one) => own(one.name)) ?? shown.toSorted((a, b) => nearness(b) - nearness(a))[0];
}
