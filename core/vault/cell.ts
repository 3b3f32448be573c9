import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { refuse } from '#common/errors';
import type { Vault } from './open-vault.ts';

/** Where a sealed text lives; it opens nowhere else. */
export interface CellPlace {
  readonly table: string;
  readonly column: string;
  /** The row's id. */
  readonly row: string;
}

const PREFIX = 'c1.';

/**
 * Seals one cell of a field classed secret: AES-256-GCM under a key of its column, bound to table, column and row.
 * Two seals of one text differ; use `blindIndex` to search.
 */
export function sealCell(vault: Vault, place: CellPlace, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', columnKey(vault, 'cell', place), nonce, { authTagLength: 16 }).setAAD(associated(place));
  const box = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + box.toString('base64url');
}

/** @throws PanshiError `store_broken` when the text was changed, moved from another cell, or sealed under another key */
export function openCell(vault: Vault, place: CellPlace, sealed: string): string {
  const key = columnKey(vault, 'cell', place);
  const box = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  // Base64 readers skip what they do not know: only the very text that sealing wrote is taken.
  if (!sealed.startsWith(PREFIX) || box.length < 28 || PREFIX + box.toString('base64url') !== sealed) throw brokenCell(place);
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 })
    .setAAD(associated(place))
    .setAuthTag(box.subarray(-16));
  try {
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]).toString('utf8');
  } catch {
    throw brokenCell(place);
  }
}

/**
 * The exact-search index of a sealed column: HMAC-SHA256, 43 characters. Equal texts of one column give equal indexes, and of two columns
 * different ones.
 * The caller brings spellings that should meet (case, spaces, width) into one form first.
 */
export function blindIndex(vault: Vault, place: Omit<CellPlace, 'row'>, text: string): string {
  return createHmac('sha256', columnKey(vault, 'index', place)).update(text, 'utf8').digest('base64url');
}

function columnKey(vault: Vault, use: 'cell' | 'index', place: Omit<CellPlace, 'row'>): Buffer {
  // JSON keeps ["a","b.c"] and ["a.b","c"] apart.
  return vault.key(`${use}:${JSON.stringify([place.table, place.column])}`);
}

function associated(place: CellPlace): Buffer {
  return Buffer.from(JSON.stringify(['panshi-cell', 1, place.table, place.column, place.row]), 'utf8');
}

function brokenCell(place: CellPlace) {
  return refuse('store_broken', `加密字段内容已损坏或被移动（${place.table}.${place.column}）。`,
    `A sealed field was changed or moved (${place.table}.${place.column}).`);
}
