import { expect, test } from 'vitest';
import { figuresOf, lineNet, lineNetExact } from './figures.ts';
import { readNorthwind } from './read.ts';

test('the figures published with the sample come out to the cent', () => {
  expect(figuresOf(readNorthwind())).toEqual({
    orders: 830,
    shippedOrders: 809,
    lines: 2155,
    gross: '1354458.59',
    netUnrounded: '1265793.0395',
    net: '1265793.29',
    shippedNet: '1239855.85',
    freight: '64942.69',
    shippedFreight: expect.stringMatching(/^\d+\.\d{2}$/),
    units: '51317',
    customersThatOrdered: 89,
    largestCustomers: [
      { customerId: 'QUICK', net: '110277.32' },
      { customerId: 'ERNSH', net: '104875.00' },
      { customerId: 'SAVEA', net: '104361.96' },
    ],
  });
});

test('a line is rounded half-up after its discount', () => {
  // 35 × 7.70 × 0.95 = 256.025; half a cent goes up
  const line = { unitPrice: '7.70', quantity: '35', discount: '0.05' };
  expect(lineNetExact(line).toFixed()).toBe('256.025');
  expect(lineNet(line)).toBe('256.03');
});
