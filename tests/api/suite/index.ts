import { afterAll, beforeAll, describe } from 'vitest';
import { openCompany, type Company, type Dialect } from '../testing/company.ts';
import type { DoorName } from '../testing/doors.ts';
import { attachments } from './attachments.ts';
import { clerk } from './clerk.ts';
import { desk } from './desk.ts';
import { documents } from './documents.ts';
import { entering } from './entering.ts';
import { events } from './events.ts';
import { finding } from './finding.ts';
import { historyAndAudit } from './history-and-audit.ts';
import { idempotency } from './idempotency.ts';
import { orderToCash } from './order-to-cash.ts';
import { papers } from './papers.ts';
import { queryAndReports } from './query-and-reports.ts';
import { records } from './records.ts';
import { sessions } from './session.ts';

const PARTS = [sessions, records, clerk, orderToCash, queryAndReports, papers, historyAndAudit, events, documents, finding, idempotency, attachments, desk, entering];

/** What the interface promises, over one door of one dialect. The parts share a company, and none of them counts on being alone in it. */
export function apiSuite(dialect: Dialect, door: DoorName): void {
  describe(`${dialect}, ${door}`, () => {
    let company: Company | undefined;
    beforeAll(async () => {
      company = await openCompany(dialect, door);
    });
    afterAll(async () => {
      await company?.close();
    });
    const opened = (): Company => {
      if (company === undefined) throw new Error('the company did not open');
      return company;
    };
    for (const part of PARTS) part(opened);
  });
}
