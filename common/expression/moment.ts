const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A date of the calendar as written, or undefined. */
export function readDate(text: string): string | undefined {
  if (!DATE.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text ? text : undefined;
}

/**
 * A time in the one form the store keeps (UTC, milliseconds, Z), so that the order of texts is the order of times.
 * A date stands for its first moment in UTC.
 */
export function readTime(text: string): string | undefined {
  if (readDate(text) !== undefined) return `${text}T00:00:00.000Z`;
  if (!TIME.test(text) || readDate(text.slice(0, 10)) === undefined) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
