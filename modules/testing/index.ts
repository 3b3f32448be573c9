export { everything, made, tradingCompany, type TradingCompany } from './trading-company.ts';
