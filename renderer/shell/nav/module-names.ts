import type { Component } from 'vue';
import { Box, Coin, Connection, DataBoard, Document, Goods, Sell, Setting, ShoppingCart, UserFilled } from '@element-plus/icons-vue';
import type { Text } from '#common/errors';

interface ModuleLook {
  readonly label: Text;
  readonly icon: Component;
}

/** Modules in the order of the trade: who we deal with, how an order comes about, how it is fulfilled, how it is booked. */
const MODULES: Readonly<Record<string, ModuleLook>> = {
  dashboards: { label: { zh: '仪表盘', en: 'Dashboards' }, icon: DataBoard },
  crm: { label: { zh: '客户关系', en: 'Leads and deals' }, icon: Connection },
  sales: { label: { zh: '销售', en: 'Sales' }, icon: Sell },
  purchasing: { label: { zh: '采购', en: 'Purchasing' }, icon: ShoppingCart },
  inventory: { label: { zh: '库存', en: 'Stock' }, icon: Box },
  finance: { label: { zh: '财务', en: 'Finance' }, icon: Coin },
  party: { label: { zh: '往来单位', en: 'Partners' }, icon: UserFilled },
  product: { label: { zh: '产品', en: 'Products' }, icon: Goods },
  organisation: { label: { zh: '组织与权限', en: 'Organisation' }, icon: Setting },
};

/** Modules of the platform are one to people. */
const SAME: Readonly<Record<string, string>> = { identity: 'organisation', registry: 'organisation' };

export function placeOf(module: string): string {
  return SAME[module] ?? module;
}

/** A module that nobody has named yet is called by its own name. */
export function moduleLook(place: string): ModuleLook {
  return MODULES[place] ?? { label: { zh: place, en: place }, icon: Document };
}

export const MODULE_ORDER: readonly string[] = Object.keys(MODULES);
