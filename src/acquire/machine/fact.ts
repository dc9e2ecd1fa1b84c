/** One thing that `doctor` looks at. */
export interface Fact {
  id: 'node' | 's3drill' | 'k6' | 'go' | 'cache' | 'cores' | 'memory' | 'loopback' | 'runs';
  /** `missing`: no drill can run; `attention`: one can, but see the advice. */
  state: 'ok' | 'attention' | 'missing';
  value: string;
  /** What to do about it; empty when there is nothing to do. */
  advice: string;
  /** What else was looked at, one line each. */
  details: string[];
}

export function reportFact(id: Fact['id'], value: string, trouble?: Pick<Fact, 'state' | 'advice'>): Fact {
  return { id, state: 'ok', value, advice: '', details: [], ...trouble };
}
