import { nameChecksumElement } from './checksums.ts';
import type { MultipartUpload, UploadedPart } from './multipart-upload.ts';
import { checkPartNumber } from './multipart-uploads.ts';
import { readChildText, type XmlElement } from './read-xml.ts';
import { S3Error } from './s3-error.ts';

const minPartBytes = 5 * 1024 * 1024;

export interface ChosenPart extends UploadedPart {
  readonly partNumber: number;
}

/**
 * The parts that a completion lists, which must be those that were uploaded.
 * @throws S3Error MalformedXML, InvalidArgument, InvalidPartOrder, InvalidPart, InvalidRequest or EntityTooSmall
 */
export function chooseParts(upload: MultipartUpload, root: XmlElement): ChosenPart[] {
  const listed = root.children.filter(({ name }) => name === 'Part');
  if (listed.length === 0) throw new S3Error('MalformedXML');
  const chosen: ChosenPart[] = [];
  for (const element of listed) {
    const number = readChildText(element, 'PartNumber');
    const etag = readChildText(element, 'ETag')?.replaceAll('"', '').trim();
    if (number === undefined || etag === undefined) throw new S3Error('MalformedXML');
    const partNumber = Number(number);
    checkPartNumber(partNumber);
    const previous = chosen.at(-1);
    if (previous !== undefined && partNumber <= previous.partNumber) throw new S3Error('InvalidPartOrder');
    const part = upload.parts.get(partNumber);
    if (part === undefined || part.etag.replaceAll('"', '') !== etag) {
      throw new S3Error('InvalidPart', { elements: { PartNumber: String(partNumber) } });
    }
    checkPartChecksum(upload, partNumber, part, element);
    if (previous !== undefined && previous.body.length < minPartBytes) {
      throw new S3Error('EntityTooSmall', {
        elements: {
          PartNumber: String(previous.partNumber),
          ProposedSize: String(previous.body.length),
          MinSizeAllowed: String(minPartBytes),
        },
      });
    }
    chosen.push({ ...part, partNumber });
  }
  return chosen;
}

function checkPartChecksum(upload: MultipartUpload, partNumber: number, part: UploadedPart, listed: XmlElement): void {
  const algorithm = part.checksum?.algorithm ?? upload.checksum?.algorithm;
  if (algorithm === undefined) return;
  const value = readChildText(listed, nameChecksumElement(algorithm))?.trim();
  if (value === undefined) {
    if (upload.checksum?.type !== 'COMPOSITE') return;
    const message = `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${partNumber} in the request.`;
    throw new S3Error('InvalidRequest', { message });
  }
  if (part.checksum !== null && part.checksum.value !== value) {
    throw new S3Error('InvalidPart', { elements: { PartNumber: String(partNumber) } });
  }
}
