/** How a value is shown to a reader who may know that it is there, not what it is. */
export type MaskStyle = 'all' | 'phone' | 'email' | 'name' | 'tail';

const STARS = '****';

/** Masks a written value. The number of stars is fixed, so that the length is not told. */
export function maskText(value: string, style: MaskStyle = 'all'): string {
  switch (style) {
    case 'all':
      return STARS;
    case 'name': {
      const [first] = value;
      return first !== undefined && value.length > first.length ? `${first}${STARS}` : STARS;
    }
    case 'phone':
    case 'tail':
      // toWellFormed: the cut may go through a character that takes two units.
      return value.length > 8 ? `${STARS}${value.slice(-4).toWellFormed()}` : STARS;
    case 'email': {
      const at = value.lastIndexOf('@');
      return at > 0 ? `${STARS}${value.slice(at)}` : STARS;
    }
  }
}
