import fc from 'fast-check';
import { embedded, faults, load, objectives, policies, sizes } from '../../src/index.ts';
import { operationNames, phaseNames, priorities } from '../../src/shared/operations.ts';

const duration = (longestMs: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: longestMs }),
    fc.integer({ min: 1, max: longestMs }).map((ms) => `${ms}ms`),
    fc
      .integer({ min: 1, max: longestMs })
      .map((ms) => `${ms / 1000}s`)
      .filter((text) => !text.includes('e')),
  );
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const region = fc.constantFrom('a', 'b', 'c');
const share = fc.integer({ min: 1, max: 100 });

const retry = fc.constantFrom(
  policies.none(),
  policies.standard(),
  policies.standard({ maxAttempts: 1 }),
  policies.adaptive(),
  policies.immediate({ maxAttempts: 'unbounded' }),
  policies.fixed({ delay: 7 }),
  policies.exponential({ jitter: 'full', quota: {} }),
);

const returning = [
  policies.failover(),
  policies.failover({ weights: { a: 0.25, b: 0.25, c: 0.5 }, healthProbe: true }),
  policies.failover({ ramp: '5s', protectStandby: { ramp: '2s' } }),
] as const;
const staying = [
  policies.failover({ failback: 'never', deadlineShare: 0.5 }),
  policies.failover({ operator: { away: 1, back: 2 }, failback: 'operator', protectStandby: { cap: '5/s' } }),
] as const;

/** @param sheds whether some may shed: those must not stay away from a region that was left */
function createClients(sheds: boolean) {
  return fc.record(
    {
      count: fc.integer({ min: 1, max: 30 }),
      concurrency: fc.integer({ min: 1, max: 50 }),
      queue: fc.nat(),
      primary: region,
      deadline: duration(60_000),
      retry,
      breaker: fc.constantFrom(
        policies.breaker(),
        policies.breaker({ failureRate: 0.5, openFor: '1.5m', per: 'operation' }),
      ),
      failover: sheds ? fc.constantFrom(...returning) : fc.constantFrom(...returning, ...staying),
      limit: fc.constantFrom(false as const, policies.aimd(), policies.gradient()),
      shedding: sheds ? fc.constantFrom(false as const, policies.shedding()) : fc.constant(false as const),
    },
    { requiredKeys: [] },
  );
}

type AnyClients = ReturnType<typeof createClients>;

/** Options that are right for an operation beside any others. */
const extras: Record<string, fc.Arbitrary<object>> = {
  GetObject: fc.constantFrom({}, { keys: 'sequential' }, { range: 1 }, { condition: 'if-none-match' }),
  HeadObject: fc.constantFrom({}, { keys: { hotPrefix: 0.5 } }),
  PutObject: fc.constantFrom({}, { size: ['1B', '1KiB'], followedBy: 'GetObject' }, { condition: 'if-match' }),
  ListObjectsV2: fc.constantFrom({}, { pages: 3, batch: 7, followedBy: 'GetObject' }),
  DeleteObjects: fc.constantFrom({}, { batch: 1000 }),
  MultipartUpload: fc.constantFrom({}, { size: sizes.lognormal({ median: '1MiB', p99: '20MiB' }), parts: '6MiB' }),
};

const workload = fc
  .uniqueArray(fc.constantFrom(...operationNames), { minLength: 1 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => [
          name,
          fc.record({
            share,
            priority: maybe(fc.constantFrom(...priorities)),
            deadline: maybe(duration(60_000)),
            retry: maybe(retry),
            extra: extras[name] ?? fc.constant({}),
          }),
        ]),
      ),
    ),
  )
  .map((operations) => {
    const sum = Object.values(operations).reduce((total, operation) => total + operation.share, 0);
    return Object.fromEntries(
      Object.entries(operations).map(([name, { extra, ...operation }]) => [
        name,
        { ...operation, ...extra, share: operation.share / sum },
      ]),
    );
  });

const rate = fc.integer({ min: 1, max: 5000 });
const anyLoad = fc.oneof(
  rate.map((perSecond) => load.constant(`${perSecond}/s`)),
  rate.map((perSecond) => load.ramp({ from: 0, to: perSecond }, { arrivals: 'uniform' })),
  rate.map((perSecond) => load.steps([{ rate: perSecond, for: 1 }, { rate: 0, for: 1 }, { rate: '1/m' }])),
  rate.map((perSecond) => load.spike({ base: 0, peak: perSecond, at: 0, for: '1s' })),
  fc.tuple(rate, fc.nat(1000)).map(([low, more]) => load.daily({ low, high: low + more + 1, peakAt: more })),
  fc.constantFrom(load.concurrency(), load.concurrency({ think: 3 })),
);

const oneWorkload = fc.record({ workload, load: maybe(anyLoad) });
const describeWorkloads = (clients: AnyClients) =>
  fc.record({
    workloads: fc.dictionary(
      fc.constantFrom('checkout', 'reports', 'x'),
      fc.record({
        workload,
        clients: maybe(clients),
        load: maybe(anyLoad),
        priority: maybe(fc.constantFrom(...priorities)),
      }),
      { minKeys: 1, noNullPrototype: true },
    ),
  });

const describeParts = (clients: AnyClients) =>
  fc.record({
    regions: fc.constant({
      a: embedded(),
      b: embedded({ replicatesFrom: 'a' }),
      c: embedded({ replicatesFrom: 'a', lag: 0 }),
    }),
    clients: maybe(clients),
    variants: maybe(
      fc.dictionary(fc.constantFrom('standard', 'noJitter'), clients, { minKeys: 1, noNullPrototype: true }),
    ),
    objects: fc.record({
      count: fc.integer({ min: 2, max: 1000 }),
      size: fc.constantFrom(
        '1B',
        '1KiB',
        '1MiB',
        ['1B', '1KiB'],
        sizes.weighted([
          [1, 3],
          ['1KiB', 1],
        ]),
      ),
      prefixes: fc.constant(2),
    }),
    phases: maybe(fc.record({ steady: duration(3_600_000), recovery: duration(3_600_000) }, { requiredKeys: [] })),
    faults: maybe(
      fc.array(
        fc.oneof(
          region.map((name) => faults.internalError({ region: name, when: 'after-commit' })),
          fc
            .tuple(region, duration(7000), duration(8000))
            .map(([name, at, lasts]) => faults.latency({ region: name, at: at as 1, for: lasts as 1, delay: '1s' })),
          fc.double({ min: 0.001, max: 1 }).map((probability) => faults.reset({ region: 'a', probability, first: 3 })),
        ),
      ),
    ),
    objectives: maybe(
      fc
        .uniqueArray(fc.constantFrom(...phaseNames))
        .map((phases) => phases.map((phase) => objectives.latency({ phase, quantile: 0.5 }).atMost('1s'))),
    ),
    seed: maybe(fc.nat()),
  });

/** Drills that an author may write: nearly every key there or not, as a number or as text. */
export const anyDrill = fc.boolean().chain((sheds) => {
  const clients = createClients(sheds);
  return fc
    .tuple(describeParts(clients), fc.oneof(oneWorkload, describeWorkloads(clients)))
    .map(([drill, traffic]) => ({ workload: undefined, ...drill, ...traffic }));
});
