import { buildFolder, buildSeededPrefix, readSeededIndex } from '../../shared/keys.ts';
import { uriEncode } from '../../shared/sigv4.ts';
import type { Operation, PerformStep, Step } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { describeRead, readSeeded } from './read-object.ts';
import { requirePlanned } from './require-planned.ts';
import { describeOperation, followByNothing } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';
import { readElement, readElements } from './xml.ts';

interface Listing extends Operation {
  prefix: string;
  /** Which of the keys found is read afterwards, from 0 to 1. */
  place: number;
  keys: string[];
}

/** Lists the seeded objects under one prefix, page by page up to so many. */
export const prepareListObjects: PrepareOperation = (context, entry) => {
  const { runId, random, prefixes } = context;
  const pages = requirePlanned(entry.operation, 'pages');
  const keysPerPage = requirePlanned(entry.operation, 'batch');
  const isFollowed = entry.operation.followedBy !== null;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const sharedRead = describeRead(context, entry);

  function perform(this: Listing, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]): void {
    /** A token means something only to the region that gave it. */
    const turn = (page: number, token: string | null, region: string | null): void => {
      performStep(describePage(this.prefix, keysPerPage, token, region), (report) => {
        const body = report.outcome === 'ok' ? (report.reply?.body ?? '') : '';
        if (isFollowed) this.keys.push(...readElements(body, 'Key'));
        const next = page < pages ? readElement(body, 'NextContinuationToken') : null;
        if (next !== null) turn(page + 1, next, report.region);
        // A later page that no region took leaves an operation that was served in part.
        else if (report.region === '' && region !== null) onEnd({ outcome: 'failed', region });
        else onEnd(report);
      });
    };
    turn(1, null, null);
  }

  function followByRead(this: Listing): Operation | null {
    const key = this.keys[Math.floor(this.place * this.keys.length)];
    return key === undefined ? null : readSeeded(sharedRead, context, readSeededIndex(key));
  }

  const shared: Listing = {
    ...describeOperation(entry, 'ListObjectsV2'),
    perform,
    followUp: isFollowed ? followByRead : followByNothing,
    prefix: '',
    place: 0,
    keys: [],
  };

  return () => {
    const listing = Object.create(shared) as Listing;
    listing.prefix = buildSeededPrefix(runId) + buildFolder(chooseIndex(random) % prefixes, prefixes);
    if (isFollowed) {
      listing.place = random();
      listing.keys = [];
    }
    return listing;
  };
};

function describePage(prefix: string, keysPerPage: number, token: string | null, region: string | null): Step {
  const start = token === null ? '' : `continuation-token=${uriEncode(token, false)}&`;
  const query = `${start}list-type=2&max-keys=${keysPerPage}&prefix=${uriEncode(prefix, false)}`;
  return {
    request: 'ListObjectsV2',
    cause: token === null ? 'first' : 'next',
    pinnedRegion: region,
    build: (bucket) => ({ method: 'GET', path: `/${bucket}/`, query, body: null, headers: null }),
    judge(reply) {
      const outcome = classifyReply(reply);
      if (outcome !== 'ok') return outcome;
      const isListing = reply.body.includes('<ListBucketResult') && readElement(reply.body, 'Prefix') === prefix;
      return isListing ? 'ok' : 'corrupt';
    },
  };
}
