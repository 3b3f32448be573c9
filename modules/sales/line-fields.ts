import { amount, link, price, quantity, rate, text } from '#common/fields';

export const system = { system: true, default: '0' } as const;

/** What a quote or an order says of one product. The amounts are nothing but price and quantity: who may not see those sees none of them. */
export const offered = {
  product: link('产品', 'Product', 'product', { required: true, index: true }),
  description: text('说明', 'Description'),
  quantity: quantity('数量', 'Quantity', { required: true, min: '0.0001' }),
  price: price('单价', 'Price', { min: '0', help: { zh: '不含税；留空取标价', en: 'Without tax; the list price when left out' } }),
  discount: rate('折扣', 'Discount', { default: '0', min: '0', max: '1' }),
  taxRate: rate('税率', 'Tax rate', { min: '0', max: '1', help: { zh: '留空取产品税率', en: "The product's when left out" } }),
  gross: amount('折前金额', 'Before discount', { ...system, computedFrom: ['quantity', 'price'] }),
  net: amount('不含税金额', 'Net', { ...system, computedFrom: ['gross', 'discount'] }),
  tax: amount('税额', 'Tax', { ...system, computedFrom: ['net', 'taxRate'] }),
  total: amount('价税合计', 'Total', { ...system, computedFrom: ['net', 'tax'] }),
} as const;

/** What a quote or an order comes to. */
export const offeredTotals = {
  grossAmount: amount('折前金额', 'Before discount', system),
  netAmount: amount('不含税金额', 'Net', system),
  taxAmount: amount('税额', 'Tax', system),
  totalAmount: amount('合计', 'Total', { ...system, help: { zh: '含税及运费', en: 'With tax and freight' } }),
} as const;
