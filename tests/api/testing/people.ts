/** Who works in the company of the tests, and in which role. */
export const PEOPLE = {
  clerk: 'sales-clerk',
  otherClerk: 'sales-clerk',
  salesManager: 'sales-manager',
  buyer: 'buyer',
  storekeeper: 'storekeeper',
  accountant: 'accountant',
  cashier: 'cashier',
  boss: 'general-manager',
  /** Whose password is changed, whose rights are taken away. */
  newcomer: 'general-manager',
  leaver: 'accountant',
  systemOfficer: 'system-administrator',
  securityOfficer: 'security-administrator',
  auditor: 'audit-administrator',
} as const;

export type PersonName = keyof typeof PEOPLE;

/** Of everybody in the tests. */
export const PASSWORD = 'Jade-Mountain-4711';

export const PASSPHRASE = 'nine cranes over the yellow river';

/** The cheapest hash there is: what passwords cost is a matter of core/identity's own tests. */
export const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 } as const;

/** User names are lower case: `otherClerk` signs in as `other.clerk`. */
export function usernameOf(person: PersonName): string {
  return person.replace(/[A-Z]/g, (letter) => `.${letter.toLowerCase()}`);
}

/** For setup's answers. */
export function users(): { username: string; name: string; password: string; roles: string[] }[] {
  return Object.entries(PEOPLE).map(([person, role]) => ({
    username: usernameOf(person as PersonName),
    name: `${role} ${person}`,
    password: PASSWORD,
    roles: [role],
  }));
}
