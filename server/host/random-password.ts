import { randomBytes } from 'node:crypto';

/** 120 random bits with all kinds of characters. */
export function randomPassword(): string {
  return `${randomBytes(15).toString('base64url')}-aA1`;
}
