/** What a run has opened and must close again, in reverse order, whatever happens. */
export interface Scope {
  /** @param name what is closed, for the message when that fails */
  onClose(name: string, close: () => Promise<unknown>): void;
  /** Closes everything, last opened first; one failure does not keep the others from being closed. @returns what could not be closed */
  close(): Promise<string[]>;
}

export function createScope(): Scope {
  const open: { name: string; close: () => Promise<unknown> }[] = [];
  return {
    onClose: (name, close) => open.push({ name, close }),
    async close() {
      const problems: string[] = [];
      for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
        try {
          await entry.close();
        } catch (error) {
          problems.push(`${entry.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      return problems;
    },
  };
}
