import { type Priority, priorities } from '../shared/operations.ts';
import type { ClientEvent } from './client-event.ts';
import { createSpell } from './spell.ts';

/** Without a shed operation of a priority for so long, its shedding has stopped. */
const quietMs = 1000;

/** Turns shed operations into an event when it starts and one when it has stopped, by priority. */
export interface ShedSpells {
  isAnyOn(): boolean;
  note(priority: Priority, nowMs: number): void;
  look(nowMs: number): void;
}

export function createShedSpells(onEvent: (event: ClientEvent) => void): ShedSpells {
  let spellsOn = 0;
  const createOne = (priority: Priority) =>
    createSpell(quietMs, (isOn, atMs) => {
      spellsOn += isOn ? 1 : -1;
      onEvent({ atMs, type: isOn ? 'sheddingStarted' : 'sheddingStopped', detail: priority });
    });
  const spells = {
    critical: createOne('critical'),
    normal: createOne('normal'),
    deferrable: createOne('deferrable'),
  };
  return {
    isAnyOn: () => spellsOn > 0,
    note: (priority, nowMs) => spells[priority].note(nowMs),
    look(nowMs) {
      for (const priority of priorities) spells[priority].look(nowMs);
    },
  };
}
