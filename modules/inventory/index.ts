import type { Module } from '#core/module';
import { inventoryDashboard } from './dashboard.ts';
import { stockBalanceReport } from './reports/stock-balance.ts';
import { stockLedgerReport } from './reports/stock-ledger.ts';
import { StockAdjustment } from './stock-adjustment.ts';
import { StockBalance } from './stock-balance.ts';
import { StockMove } from './stock-move.ts';

export { coveringStock, onHandOfProduct } from './insights.ts';
export { StockAdjustment, StockBalance, StockMove };
export {
  issue,
  receive,
  reverse,
  spreadPriceDifference,
  type IssueLine,
  type Movement,
  type PriceDifference,
  type ReceiveLine,
  type Source,
} from './movements.ts';

export const inventory: Module = {
  name: 'inventory',
  objects: [StockBalance, StockMove, StockAdjustment],
  reports: [stockBalanceReport, stockLedgerReport],
  dashboards: [inventoryDashboard],
};
