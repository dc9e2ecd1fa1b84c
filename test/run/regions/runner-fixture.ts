import { startRegions } from '../../../src/run/regions/start-regions.ts';
import { primary } from './fixtures.ts';

/** A runner to be killed: it starts a region, tells where, and waits. */
const regions = await startRegions({
  regions: [primary],
  seed: 1,
  maxBytesPerRegion: 1_000_000,
  onRegionExit: () => {},
});
process.send?.(regions.access);
