import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { papersOf, type Client } from '#common/api';
import { MY_CUSTOMER, MY_PHONE, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function papers(company: () => Company): void {
  const paper = async (person: Parameters<Company['as']>[0]): Promise<ReturnType<typeof papersOf>> => papersOf(await company().as(person));
  const textOf = async (file: Blob): Promise<string> => Buffer.from(await file.arrayBuffer()).toString('latin1');

  /** All cells of a file, as they are written. */
  async function cellsOf(file: Blob): Promise<string[][]> {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await file.arrayBuffer());
    const rows: string[][] = [];
    workbook.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? ''))));
    return rows;
  }

  describe('reports described', () => {
    it('say what they ask and where their rows lead, to those who may run them', async () => {
      const reports = await (await paper('boss')).reports();
      expect(reports.find(({ name }) => name === 'general-ledger')).toMatchObject({
        module: 'finance',
        params: [{ name: 'account', type: 'link', object: 'account', by: 'code', required: true }, { name: 'from', type: 'month' }, { name: 'to', type: 'month' }],
        drill: { to: 'record', object: 'voucher', id: 'row.voucher' },
      });
      expect((await (await paper('clerk')).reports()).map(({ name }) => name)).toEqual(['stock-balance', 'receivable-ageing']);
    });
  });

  describe('files', () => {
    it('hold a report as CSV, XLSX and PDF', async () => {
      const boss = await paper('boss');
      const csv = await (await boss.reportFile('trial-balance', { from: '2020-01' }, 'csv')).text();
      expect(csv.replace('\uFEFF', '').split('\r\n')[0]).toBe('Code,Account,Opening debit,Opening credit,Debit,Credit,Closing debit,Closing credit');
      const cells = await cellsOf(await boss.reportFile('trial-balance', { from: '2020-01' }, 'xlsx'));
      expect(cells[1]).toEqual(['Trial balance']);
      expect(cells[2]?.[0]).toContain('From month: 2020-01');
      expect(cells[4]?.[0]).toBe('Code');
      expect((await textOf(await boss.reportFile('trial-balance', {}, 'pdf'))).slice(0, 5)).toBe('%PDF-');
    });

    it('hold a list with labels and linked names, and nothing that may not be taken away', async () => {
      const { mine } = company().goods;
      const cells = await cellsOf(await (await paper('salesManager')).listFile('sales-order', { filter: `customer == "${mine}"` }, 'xlsx'));
      const head = cells.find((row) => row.includes('Customer')) ?? [];
      const order = cells.at(-1) ?? [];
      expect(order[head.indexOf('Customer')]).toBe(MY_CUSTOMER);
      expect(order[head.indexOf('Cost')]).toMatch(/^\d/);
      const clerk = await cellsOf(await (await paper('clerk')).listFile('sales-order', {}, 'xlsx'));
      for (const hidden of ['Cost', 'Margin']) expect(clerk.flat()).not.toContain(hidden);
      expect(await refusal((await paper('clerk')).listFile('customer', {}, 'xlsx'))).toMatchObject({ status: 403 });
      expect(await refusal((await paper('clerk')).listFile('sales-order', { fields: 'number,costAmount' }, 'xlsx'))).toMatchObject({ status: 403, code: 'field_denied' });
    });

    it('are refused like what they are made of', async () => {
      const boss = await company().as('boss');
      for (const path of ['/reports/trial-balance?format=doc', '/reports/trial-balance?format=pdf&month=x', '/records/sales-order?format=xlsx&limit=3'])
        expect((await boss.send('GET', path)).status, path).toBe(400);
      expect((await boss.send('GET', '/reports/none?format=pdf')).status).toBe(404);
      expect(await refusal((await paper('clerk')).reportFile('trial-balance', {}, 'xlsx'))).toMatchObject({ status: 403 });
    });
  });

  describe('prints', () => {
    it('put records on paper for who may read them', async () => {
      const { myOrder, theirOrder, theirDelivery } = company().goods;
      const clerk = await paper('clerk');
      const file = await clerk.print('sales-order', 'sales-order', [myOrder]);
      expect(file.type).toContain('application/pdf');
      expect((await textOf(file)).slice(0, 5)).toBe('%PDF-');
      expect(await refusal(clerk.print('sales-order', 'sales-order', [myOrder, theirOrder]))).toMatchObject({ status: 404 });
      const two = await textOf(await (await paper('salesManager')).print('sales-order', 'sales-order', [theirOrder, myOrder]));
      expect(two).toMatch(/\/Count 2\b/);
      expect((await textOf(await (await paper('storekeeper')).print('delivery', 'delivery', [theirDelivery]))).slice(0, 5)).toBe('%PDF-');
    });

    it('are named to those who may read the object', async () => {
      expect((await (await paper('accountant')).printForms()).map(({ name }) => name)).toContain('voucher');
      expect((await (await paper('storekeeper')).printForms()).map(({ name }) => name)).toEqual(['sales-order', 'delivery', 'purchase-order']);
    });

    it('are in the log with the ids of what was printed', async () => {
      const { myOrder } = company().goods;
      await (await paper('clerk')).print('sales-order', 'sales-order', [myOrder]);
      const auditor = await company().as('auditor');
      const { entries } = (await (await auditor.send('GET', '/audit?event=records.print&limit=5')).json()) as { entries: unknown[] };
      expect(JSON.stringify(entries)).toContain(myOrder);
    });

    it('ask for a form and for ids that are there', async () => {
      const clerk = await company().as('clerk');
      const { myOrder } = company().goods;
      const status = async (client: Client, path: string): Promise<number> => (await client.send('GET', path)).status;
      expect(await status(clerk, '/records/sales-order/print')).toBe(400);
      expect(await status(clerk, '/records/sales-order/print?form=sales-order&ids=')).toBe(400);
      expect(await status(clerk, `/records/sales-order/print?form=sales-order&ids=${myOrder},${myOrder}`)).toBe(400);
      expect(await status(clerk, `/records/sales-order/print?form=sales-order&ids=${Array.from({ length: 201 }, (_, index) => `x${index}`).join(',')}`)).toBe(400);
      expect(await status(clerk, `/records/sales-order/print?form=voucher&ids=${myOrder}`)).toBe(404);
      expect(await status(clerk, '/records/sales-order/print?form=sales-order&ids=%22%20%7C%7C%20true')).toBe(404);
      expect(await status(clerk, `/records/voucher/print?form=voucher&ids=${myOrder}`)).toBe(404);
    });

    it('hold a masked telephone masked', async () => {
      // The paper's text is packed; what it is made of is what the clerk reads.
      const clerk = await company().as('clerk');
      const { myOrder } = company().goods;
      const read = await clerk.read('sales-order', myOrder, ['customer.phone']);
      expect(JSON.stringify(read)).not.toContain(MY_PHONE);
    });
  });

  describe('dashboards', () => {
    it('come without the cards that somebody may not see', async () => {
      const names = async (person: Parameters<Company['as']>[0]) => (await (await paper(person)).dashboards()).flatMap(({ name, cards }) => cards.map((card) => `${name}.${card.name}`));
      expect(await names('boss')).toEqual(expect.arrayContaining(['finance.profit', 'sales.margin', 'inventory.value']));
      const clerk = await names('clerk');
      for (const hidden of ['finance.profit', 'sales.margin', 'inventory.value']) expect(clerk).not.toContain(hidden);
      expect(await names('systemOfficer')).toEqual([]);
    });
  });
}
