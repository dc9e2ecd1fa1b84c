/**
 * A spell of something that happens now and again (shedding, hedging): it begins with the first time and has ended when
 * there was none for so long. It has no timer, which would keep a drill's last iteration open: whoever has a spell looks
 * from time to time.
 */
export interface Spell {
  isOn(): boolean;
  /** It has happened. */
  note(nowMs: number): void;
  /** Ends the spell if it has been quiet for long enough. */
  look(nowMs: number): void;
}

/** @param onChange told when a spell began or ended: that is quietMs after the last time, however late somebody looks */
export function createSpell(quietMs: number, onChange: (isOn: boolean, atMs: number) => void): Spell {
  let isOn = false;
  let lastMs = 0;

  function look(nowMs: number): void {
    if (!isOn || nowMs - lastMs < quietMs) return;
    isOn = false;
    onChange(false, lastMs + quietMs);
  }

  return {
    isOn: () => isOn,
    note(nowMs) {
      look(nowMs);
      lastMs = nowMs;
      if (isOn) return;
      isOn = true;
      onChange(true, nowMs);
    },
    look,
  };
}
