import { addressOf } from '#renderer/pages/addresses.ts';

/* Where a report page is and the way there, as its tab's address holds them: so they come back after a lock, and with the tabs of yesterday. */

/** A report as it was asked. */
export interface Step {
  readonly report: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The member of the address that holds the steps before. */
const WAY = '_way';

export function writeAddress(step: Step, before: readonly Step[] = []): string {
  const way: Readonly<Record<string, string>> = before.length === 0 ? {} : { [WAY]: JSON.stringify(before.map(({ report, params }) => [report, given(params)])) };
  return addressOf.report(step.report, { ...given(step.params), ...way });
}

/** @returns `asked` tells whether anything was asked; an address without a question leaves that to the report's own beginning */
export function readAddress(path: string): { readonly step: Step; readonly before: readonly Step[]; readonly asked: boolean } {
  const [place = '', query = ''] = path.split('?');
  const { [WAY]: way, ...params } = Object.fromEntries(new URLSearchParams(query));
  return { step: { report: decodeURIComponent(place.split('/')[2] ?? ''), params }, before: way === undefined ? [] : readWay(way), asked: Object.keys(params).length > 0 };
}

function readWay(way: string): readonly Step[] {
  try {
    const steps: unknown = JSON.parse(way);
    return Array.isArray(steps) ? steps.flatMap(readStep) : [];
  } catch {
    // An address that was cut off still leads to its report.
    return [];
  }
}

function readStep(step: unknown): Step[] {
  if (!Array.isArray(step)) return [];
  const [report, params] = step as readonly unknown[];
  if (typeof report !== 'string' || typeof params !== 'object' || params === null) return [];
  return [{ report, params: Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) }];
}

function given(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
}
