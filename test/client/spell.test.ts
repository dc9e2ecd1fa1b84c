import { describe, expect, test } from 'vitest';
import { createSpell } from '../../src/client/spell.ts';

function createWatched() {
  const changes: [boolean, number][] = [];
  return { spell: createSpell(1000, (isOn, atMs) => changes.push([isOn, atMs])), changes };
}

describe('a spell', () => {
  test('begins with the first time and ends a while after the last, however late somebody looks', () => {
    const { spell, changes } = createWatched();
    for (const atMs of [5, 600, 1500]) spell.note(atMs);
    spell.look(2499);
    expect(spell.isOn()).toBe(true);
    spell.look(9000);
    expect(spell.isOn()).toBe(false);
    expect(changes).toEqual([
      [true, 5],
      [false, 2500],
    ]);
  });

  test('that nobody looked at has ended before the next begins', () => {
    const { spell, changes } = createWatched();
    spell.note(0);
    spell.note(4000);
    expect(changes).toEqual([
      [true, 0],
      [false, 1000],
      [true, 4000],
    ]);
  });
});
