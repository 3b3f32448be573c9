/** The person (or named principal) an expression is read for, and the moment it is read at. */
export interface Reader {
  id: string;
  department: string | null;
  /** Departments below and including the reader's own, as the access rules count them. */
  departments: readonly string[];
  company: string | null;
  /** Today in the reader's zone, YYYY-MM-DD. */
  today: string;
  /** This moment, ISO 8601 in UTC with milliseconds. */
  now: string;
}

/** What `reader.…` may be followed by. `today` and `now` are written as calls: today(), now(). */
export const READER_FACTS = ['id', 'department', 'departments', 'company'] as const;
export type ReaderFact = (typeof READER_FACTS)[number];

export function isReaderFact(name: string): name is ReaderFact {
  return (READER_FACTS as readonly string[]).includes(name);
}
