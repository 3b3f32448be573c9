import type { ApiRecord } from '#common/api';
import { readGrants, type Grants } from './model/grants.ts';

export interface Role {
  readonly id: string;
  readonly version: unknown;
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly office: string;
  readonly archived: boolean;
  readonly grants: Grants;
}

export function roleOf(record: ApiRecord): Role {
  return {
    id: record.id, version: record['version'], name: String(record['name'] ?? ''), labelZh: String(record['labelZh'] ?? ''), labelEn: String(record['labelEn'] ?? ''),
    office: String(record['office'] ?? 'none'), archived: record['archived'] === true, grants: readGrants(record['grants']),
  };
}
