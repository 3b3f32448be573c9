export { everything, made, tradingCompany, type TradingCompany } from './trading-company.ts';
export { shippedRole } from './shipped-role.ts';
