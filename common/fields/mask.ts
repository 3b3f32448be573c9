/** How a value is shown to a reader who may know that it is there, not what it is. */
export type MaskStyle = 'all' | 'phone' | 'email' | 'name' | 'tail';

const STARS = '****';

/** Masks a written value. The number of stars is fixed, so that the length is not told. */
export function maskText(value: string, style: MaskStyle = 'all'): string {
  const chars = [...value];
  switch (style) {
    case 'all':
      return STARS;
    case 'name':
      return chars.length > 1 ? `${chars[0]}${STARS}` : STARS;
    case 'phone':
    case 'tail':
      return chars.length > 8 ? `${STARS}${chars.slice(-4).join('')}` : STARS;
    case 'email': {
      const at = value.lastIndexOf('@');
      return at > 0 ? `${STARS}${value.slice(at)}` : STARS;
    }
  }
}
