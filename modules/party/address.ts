import { text } from '#common/fields';

/** Where a party is. */
export const address = {
  address: text('地址', 'Address'),
  city: text('城市', 'City', { max: 80 }),
  region: text('地区', 'Region', { max: 80 }),
  postalCode: text('邮编', 'Postal code', { max: 20 }),
  country: text('国家', 'Country', { max: 80 }),
} as const;
