import type { ApiObject } from '#common/api';
import type { Text } from '#common/errors';

/** What decides which settings a person is shown; the host decides what they may do there. */
export interface SettingsReader {
  readonly roles: readonly string[];
  can(object: string, action: string): boolean;
  readonly objects: readonly ApiObject[];
}

/** One page of settings, in the navigation and in the command box. */
export interface SettingsSection {
  /** In its address: `/settings/roles`. */
  readonly name: string;
  readonly label: Text;
  shown(reader: SettingsReader): boolean;
}

export const SECTIONS: readonly SettingsSection[] = [];
