import type { Found } from '#common/api';
import type { Text } from '#common/errors';
import type { Command } from './entries.ts';

export interface CommandGroup {
  readonly group: Command['group'];
  readonly commands: readonly Command[];
}

/** Of each group, so many are shown. */
const MOST = 8;

/**
 * The commands that fit what was typed, best first, in groups.
 * @param match how well letters fit a text, the lower the better
 */
export function rankCommands(query: string, commands: readonly Command[], match: (query: string, label: Text) => number | undefined): readonly Command[] {
  const letters = query.trim().toLowerCase();
  return commands
    .flatMap((command, place) => {
      const rank = match(letters, command.label);
      return rank === undefined ? [] : [{ command, rank: rank + command.weight, place }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ command }) => command);
}

/** The results as they stand in the box. Records come first when one of them is exactly what was typed. */
export function groupResults(ranked: readonly Command[], records: readonly Command[], recordsFirst: boolean): readonly CommandGroup[] {
  const of = (group: Command['group']): CommandGroup => ({ group, commands: ranked.filter((command) => command.group === group).slice(0, MOST) });
  const found: CommandGroup = { group: 'record', commands: records.slice(0, MOST) };
  const rest = [of('tab'), of('page'), of('action')];
  const all = recordsFirst ? [found, ...rest] : [rest[0], rest[1], found, rest[2]];
  return all.filter((group): group is CommandGroup => group !== undefined && group.commands.length > 0);
}

/** The record that bears exactly the typed number or code. */
export function exactRecord(query: string, found: readonly Found[]): Found | undefined {
  const wanted = plain(query);
  if (wanted === '') return undefined;
  const exact = found.filter((record) => plain(record.code ?? '') === wanted || plain(record.title) === wanted);
  return exact.length === 1 ? exact[0] : undefined;
}

/** Numbers of documents and codes hold a digit; only then is Enter worth waiting for the host. */
export function looksLikeNumber(query: string): boolean {
  return /\d/.test(plain(query));
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
