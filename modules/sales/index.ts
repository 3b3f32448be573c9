import type { Module } from '#core/module';
import { salesDashboard } from './dashboard.ts';
import { Delivery } from './delivery.ts';
import { cancelDelivery, deliveryValues, postDelivery } from './delivery-posting.ts';
import { cancelInvoice, invoiceValues, postInvoice } from './invoice-posting.ts';
import { orderAmounts, quoteAmounts } from './offer-amounts.ts';
import { acceptQuote, cancelOrder, deliverOrder, invoiceOrder, submitOrder } from './order-actions.ts';
import { receivableAgeing } from './receivable-ageing.ts';
import { Receipt } from './receipt.ts';
import { cancelReceipt, payInvoice, postReceipt, receiptAmount } from './receiving-money.ts';
import { SalesInvoice } from './sales-invoice.ts';
import { SalesOrder } from './sales-order.ts';
import { SalesQuote } from './sales-quote.ts';

export { Delivery, Receipt, SalesInvoice, SalesOrder, SalesQuote };

export const sales: Module = {
  name: 'sales',
  objects: [SalesQuote, SalesOrder, Delivery, SalesInvoice, Receipt],
  hooks: [quoteAmounts, orderAmounts, deliveryValues, invoiceValues, receiptAmount],
  actions: [
    acceptQuote,
    submitOrder,
    deliverOrder,
    invoiceOrder,
    cancelOrder,
    postDelivery,
    cancelDelivery,
    postInvoice,
    payInvoice,
    cancelInvoice,
    postReceipt,
    cancelReceipt,
  ],
  reports: [receivableAgeing],
  dashboards: [salesDashboard],
};
