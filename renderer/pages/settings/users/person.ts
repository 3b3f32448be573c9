import type { ApiRecord } from '#common/api';

export interface Membership {
  /** Absent on one that is not saved yet. */
  readonly id?: string;
  readonly company: string | null;
  readonly department: string | null;
  readonly roles: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly version: unknown;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly archived: boolean;
  readonly memberships: readonly Membership[];
  readonly masked: readonly string[];
}

export function personOf(record: ApiRecord): Person {
  const rows = Array.isArray(record['memberships']) ? (record['memberships'] as readonly Partial<Membership>[]) : [];
  return {
    id: record.id, version: record['version'], username: String(record['username'] ?? ''), name: String(record['name'] ?? ''), email: String(record['email'] ?? ''),
    active: record['active'] === true, archived: record['archived'] === true, masked: record._masked ?? [],
    memberships: rows.map(({ id, company, department, roles }) => ({
      ...(id === undefined ? {} : { id }), company: company ?? null, department: department ?? null, roles: Array.isArray(roles) ? roles.map(String) : [],
    })),
  };
}
