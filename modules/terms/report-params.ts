import { z } from 'zod';

/** A day given to a report; checked so that it can stand in a filter. */
export const dateParam = z.iso.date().optional();

/** A month 'YYYY-MM' given to a report. */
export const monthParam = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .optional();
