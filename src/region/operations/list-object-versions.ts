import { answerXml } from '../answer.ts';
import { listVersions } from '../list-objects.ts';
import { readListParameters } from '../list-parameters.ts';
import { findCurrent, type ObjectStore, type ObjectVersion } from '../object-store.ts';
import type { Operation } from '../operation.ts';
import { readQuery } from '../parse-request.ts';
import { findBucket } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import type { XmlFields } from '../write-xml.ts';
import { describePrefixes, describeRequest, describeVersion, owner } from './list-bucket.ts';

export const listObjectVersions: Operation = {
  body: 'none',
  parameters: ['versions', 'prefix', 'delimiter', 'max-keys', 'encoding-type', 'key-marker', 'version-id-marker'],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    const parameters = readListParameters(request);
    const { encode } = parameters;
    const keyMarker = readQuery(request, 'key-marker') ?? '';
    const versionIdMarker = readQuery(request, 'version-id-marker') ?? '';
    if (versionIdMarker !== '' && keyMarker === '') {
      throw new S3Error('InvalidArgument', {
        message: 'A version-id marker cannot be specified without a key marker.',
      });
    }
    const page = listVersions(bucket.store, { ...parameters, after: keyMarker }, versionIdMarker || null);
    const describe = (version: ObjectVersion) => describeEntry(bucket.store, version, encode);
    return answerXml('ListVersionsResult', {
      ...describeRequest(bucket.name, parameters),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: versionIdMarker,
      NextKeyMarker: page.isTruncated ? encode(page.last) : undefined,
      NextVersionIdMarker: page.isTruncated ? page.lastEntry?.versionId : undefined,
      IsTruncated: page.isTruncated,
      Version: page.entries.filter(({ content }) => content !== null).map(describe),
      DeleteMarker: page.entries.filter(({ content }) => content === null).map(describe),
      CommonPrefixes: describePrefixes(page.commonPrefixes, encode),
    });
  },
};

function describeEntry(store: ObjectStore, version: ObjectVersion, encode: (text: string) => string): XmlFields {
  return {
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: findCurrent(store, version.key) === version,
    ...describeVersion(version),
    Owner: owner,
  };
}
