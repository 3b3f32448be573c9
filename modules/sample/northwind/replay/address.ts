export interface Address {
  readonly address: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

export function addressOf({ address, city, region, postalCode, country }: Address): Address {
  return { address, city, region, postalCode, country };
}
