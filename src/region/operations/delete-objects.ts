import { answerXml } from '../answer.ts';
import { checkDigests } from '../check-digests.ts';
import type { Operation } from '../operation.ts';
import { readChildText, readXml, type XmlElement } from '../read-xml.ts';
import { type Bucket, findBucket, type RegionState } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import type { XmlFields } from '../write-xml.ts';
import { deleteKey } from './delete-object.ts';

const maxKeys = 1000;

export const deleteObjects: Operation = {
  body: 'document',
  parameters: ['delete'],
  run({ region, request, payload }) {
    const bucket = findBucket(region, request.bucket);
    const checksum = checkDigests(request.headers, payload.trailers, payload.body);
    if (checksum === null && request.headers['content-md5'] === undefined) {
      throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: Content-MD5' });
    }
    const root = readXml(payload.body, 'Delete');
    const objects = root.children.filter(({ name }) => name === 'Object');
    if (objects.length === 0 || objects.length > maxKeys) throw new S3Error('MalformedXML');
    const isQuiet = readChildText(root, 'Quiet')?.trim() === 'true';
    const results = objects.map((object) => deleteOne(region, bucket, object));
    return answerXml('DeleteResult', {
      Deleted: isQuiet ? [] : results.flatMap(({ deleted }) => deleted ?? []),
      Error: results.flatMap(({ error }) => error ?? []),
    });
  },
};

/** One refused key does not stop the others. */
function deleteOne(
  region: RegionState,
  bucket: Bucket,
  object: XmlElement,
): { deleted?: XmlFields; error?: XmlFields } {
  const key = readChildText(object, 'Key');
  const versionId = readChildText(object, 'VersionId');
  if (key === undefined || key === '') throw new S3Error('MalformedXML');
  try {
    const conditions = { 'if-match': readChildText(object, 'ETag') };
    const { versionId: id, isMarker } = deleteKey(region, bucket, { key, versionId, conditions });
    const marker = isMarker ? { DeleteMarker: true, DeleteMarkerVersionId: id } : {};
    return { deleted: { Key: key, VersionId: versionId, ...marker } };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return { error: { Key: key, VersionId: versionId, Code: error.code, Message: error.message } };
  }
}
