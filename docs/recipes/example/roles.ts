import type { RoleTemplate } from '#core/module';

/** Sells gift cards, and sees four of their five fields: the PIN is not named, so it is not there. */
export const giftCardSeller: RoleTemplate = {
  name: 'gift-card-seller',
  label: { zh: '礼品卡销售', en: 'Gift card seller' },
  grants: {
    'gift-card': {
      can: ['read', 'create', 'update', 'action:sell'],
      fields: { number: 'read', state: 'read', customer: 'write', date: 'write', faceValue: 'write', message: 'write' },
    },
    customer: { can: ['read'], fields: { code: 'read', name: 'read' } },
  },
};
