import { answerEmpty, answerXml } from '../answer.ts';
import { checkDigests } from '../check-digests.ts';
import type { Operation, OperationInput } from '../operation.ts';
import { readQuery } from '../parse-request.ts';
import { readTagsDocument } from '../read-tags.ts';
import { type Bucket, changeTags, findBucket } from '../region-state.ts';
import { type StoredObject, selectVersion } from '../select-version.ts';
import { noTags } from '../tags.ts';

const parameters = ['tagging', 'versionId'];

/** Replaces all tags of an object. It stays the same version of the same age. */
export const putObjectTagging: Operation = {
  body: 'document',
  parameters,
  run(input) {
    const { region, request, payload } = input;
    const { bucket, version } = findTarget(input);
    checkDigests(request.headers, payload.trailers, payload.body);
    changeTags(region, bucket, version, readTagsDocument(payload.body));
    return answerEmpty(200, { 'x-amz-version-id': version.versionId });
  },
};

export const getObjectTagging: Operation = {
  body: 'none',
  parameters,
  run(input) {
    const { version } = findTarget(input);
    const tags = version.tags.map(({ key, value }) => ({ Key: key, Value: value }));
    return answerXml('Tagging', { TagSet: { Tag: tags } }, { 'x-amz-version-id': version.versionId });
  },
};

export const deleteObjectTagging: Operation = {
  body: 'none',
  parameters,
  run(input) {
    const { bucket, version } = findTarget(input);
    changeTags(input.region, bucket, version, noTags);
    return answerEmpty(204, { 'x-amz-version-id': version.versionId });
  },
};

function findTarget({ region, request }: OperationInput): StoredObject & { bucket: Bucket } {
  const bucket = findBucket(region, request.bucket);
  return { bucket, ...selectVersion(bucket.store, request.key, readQuery(request, 'versionId')) };
}
