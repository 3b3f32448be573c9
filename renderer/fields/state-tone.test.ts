import { describe, expect, it } from 'vitest';
import { toneOf } from './state-tone.ts';

describe('the tone of a state', () => {
  it('tells drafts, work in hand, what is done and what is off apart', () => {
    expect(['draft', 'confirmed', 'delivered', 'closed', 'cancelled'].map((state) => toneOf(state))).toEqual(['begun', 'going', 'done', 'done', 'off']);
  });

  it("takes the first state of a firm's own life for a beginning", () => {
    expect(toneOf('applied', ['applied', 'checked'])).toBe('begun');
    expect(toneOf('checked', ['applied', 'checked'])).toBe('going');
  });
});
