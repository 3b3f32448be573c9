import type { RoleTemplate } from '#core/module';
import { names, productWithoutCost, reads, readsAll, readsAndExports } from './lookups.ts';

/** Orders from suppliers and enters their bills; paying is somebody else's. */
export const buyer: RoleTemplate = {
  name: 'buyer',
  label: { zh: '采购员', en: 'Buyer' },
  grants: {
    ...names,
    supplier: { can: ['read', 'create', 'update', 'export', 'unmask'] },
    contact: { can: ['read', 'create', 'update', 'unmask'], rows: { when: 'supplier != null' } },
    product: { can: ['read', 'create', 'update', 'export'] },
    'product-category': { can: ['read', 'create', 'update'] },
    unit: { can: ['read', 'create', 'update'] },
    'purchase-order': {
      can: ['read', 'create', 'update', 'delete', 'export', 'action:submit', 'action:cancel', 'action:close', 'action:invoice'],
    },
    'goods-receipt': { can: ['read', 'action:invoice'], fields: { '*': 'read' } },
    'purchase-invoice': { can: ['read', 'create', 'update', 'delete', 'export', 'action:post', 'action:cancel'] },
    payment: { can: ['read'], fields: { '*': 'read', account: 'none' } },
    'stock-balance': readsAndExports,
    'stock-move': readsAll,
  },
};

/** Receives, delivers and looks after what lies in the warehouse; sees quantities, no prices and no costs. */
export const storekeeper: RoleTemplate = {
  name: 'storekeeper',
  label: { zh: '仓库管理员', en: 'Storekeeper' },
  grants: {
    ...names,
    product: { ...productWithoutCost, fields: { '*': 'read', cost: 'none', listPrice: 'none' } },
    customer: reads('code', 'name', 'address', 'city', 'region', 'postalCode', 'country'),
    supplier: reads('code', 'name', 'address', 'city', 'country'),
    warehouse: { can: ['read', 'create', 'update'], fields: { '*': 'write', allowNegative: 'read' } },
    'purchase-order': {
      can: ['read', 'action:receive'],
      fields: {
        '*': 'none',
        state: 'read',
        number: 'read',
        supplier: 'read',
        date: 'read',
        expectedDate: 'read',
        warehouse: 'read',
        receiptState: 'read',
        note: 'read',
        'lines.product': 'read',
        'lines.description': 'read',
        'lines.quantity': 'read',
        'lines.receivedQuantity': 'read',
        'lines.receivedInto': 'read',
      },
    },
    'goods-receipt': {
      can: ['read', 'create', 'update', 'delete', 'action:post', 'action:cancel'],
      fields: { '*': 'write', amount: 'none', 'lines.price': 'none', 'lines.amount': 'none' },
    },
    'sales-order': {
      can: ['read', 'action:deliver'],
      fields: {
        '*': 'none',
        state: 'read',
        number: 'read',
        customer: 'read',
        date: 'read',
        requiredDate: 'read',
        shippedDate: 'read',
        warehouse: 'read',
        shipper: 'read',
        shipName: 'read',
        shipAddress: 'read',
        shipCity: 'read',
        shipRegion: 'read',
        shipPostalCode: 'read',
        shipCountry: 'read',
        deliveryState: 'read',
        note: 'read',
        'lines.product': 'read',
        'lines.description': 'read',
        'lines.quantity': 'read',
        'lines.deliveredQuantity': 'read',
      },
    },
    delivery: {
      can: ['read', 'create', 'update', 'delete', 'action:post', 'action:cancel'],
      fields: { '*': 'write', costAmount: 'none', 'lines.cost': 'none' },
    },
    'stock-balance': { can: ['read', 'export'], fields: { '*': 'read', value: 'none', average: 'none' } },
    'stock-move': { can: ['read'], fields: { '*': 'read', 'items.value': 'none', 'items.unitCost': 'none', 'items.balanceValue': 'none' } },
  },
};
