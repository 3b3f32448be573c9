import type { Grants } from '#core/access/grant.ts';
import { roles } from '#modules/roles';

/** What a role that the suite ships grants. */
export function shippedRole(name: string): Grants {
  const role = roles.roles?.find((one) => one.name === name);
  if (!role) throw new Error(`the suite ships no role ${name}`);
  return role.grants;
}
