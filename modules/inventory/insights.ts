import type { Insight } from '#common/objects';

/** What lies in the warehouse of the document, or in all of them, of a product that is being entered. */
export const onHandOfProduct: Insight = {
  on: 'lines.product',
  label: { zh: '现有库存', en: 'On hand' },
  query: { object: 'stock-balance', select: ['sum(quantity) as value'], filter: 'product == $value' },
  within: { warehouse: 'warehouse == $header' },
  format: 'quantity',
};

/** The same where the goods are to leave: it should cover what the row says. */
export const coveringStock: Insight = { ...onHandOfProduct, covers: 'quantity' };
