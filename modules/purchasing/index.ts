import type { Module } from '#core/module';
import { billValues, cancelBill, postBill } from './bill-posting.ts';
import { purchasingDashboard } from './dashboard.ts';
import { GoodsReceipt } from './goods-receipt.ts';
import { billOrder, billReceipt, cancelOrder, receiveOrder } from './order-actions.ts';
import { orderAmounts } from './order-amounts.ts';
import { payableAgeing } from './payable-ageing.ts';
import { cancelPayment, payBill, paymentAmount, postPayment } from './paying.ts';
import { Payment } from './payment.ts';
import { PurchaseInvoice } from './purchase-invoice.ts';
import { PurchaseOrder } from './purchase-order.ts';
import { cancelReceipt, postReceipt, receiptValues } from './receipt-posting.ts';

export { GoodsReceipt, Payment, PurchaseInvoice, PurchaseOrder };

export const purchasing: Module = {
  name: 'purchasing',
  objects: [PurchaseOrder, GoodsReceipt, PurchaseInvoice, Payment],
  hooks: [orderAmounts, receiptValues, billValues, paymentAmount],
  actions: [
    receiveOrder,
    billOrder,
    cancelOrder,
    postReceipt,
    billReceipt,
    cancelReceipt,
    postBill,
    cancelBill,
    payBill,
    postPayment,
    cancelPayment,
  ],
  reports: [payableAgeing],
  dashboards: [purchasingDashboard],
};
