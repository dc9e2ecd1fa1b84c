import { formatAmzDate, signingAlgorithm } from '../shared/sigv4.ts';
import { type QueryPair, readQuery, type S3Request } from './parse-request.ts';
import { type ErrorDetail, S3Error } from './s3-error.ts';

/** What a request says about its own signature; nothing of it is verified yet. */
export interface Credentials {
  readonly accessKeyId: string;
  /** Eight digits. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `20260228T093700Z` */
  readonly amzDate: string;
  /** Lower-case names, as listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** The query as it was signed. */
  readonly query: readonly QueryPair[];
  /** Seconds from `amzDate` that a presigned URL is good for; null when signed by header. */
  readonly expiresSeconds: number | null;
}

const maxExpiresSeconds = 604_800;
const amzDateForm = /^\d{8}T\d{6}Z$/;

/**
 * Reads the Authorization header or a presigned URL's parameters.
 * @throws S3Error AccessDenied when the request is anonymous, or what S3 answers to malformed ones
 */
export function parseCredentials(request: S3Request): Credentials {
  const { authorization } = request.headers;
  const presigned = readQuery(request, 'X-Amz-Algorithm') ?? readQuery(request, 'X-Amz-Signature');
  if (authorization !== undefined && presigned !== undefined) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header.';
    throw new S3Error('InvalidArgument', { message });
  }
  // Ours are long-term credentials: there is no token that could belong to them.
  if (
    request.headers['x-amz-security-token'] !== undefined ||
    readQuery(request, 'X-Amz-Security-Token') !== undefined
  ) {
    throw new S3Error('InvalidToken');
  }
  if (authorization !== undefined) return parseHeader(request, authorization);
  if (presigned !== undefined) return parsePresigned(request);
  if (readQuery(request, 'AWSAccessKeyId') === undefined) throw new S3Error('AccessDenied');
  throw refuseMechanism();
}

/** What came before version 4 of the signature is refused, as in every region since 2014. */
function refuseMechanism(): S3Error {
  const message = `The authorization mechanism you have provided is not supported. Please use ${signingAlgorithm}.`;
  return new S3Error('InvalidRequest', { message });
}

/** @param detail what is wrong with the credential */
export function refuseCredential(isPresigned: boolean, detail: string, extra: ErrorDetail = {}): S3Error {
  return isPresigned
    ? refusePresigned(`Error parsing the X-Amz-Credential parameter; ${detail}`, extra)
    : refuseHeader(detail, extra);
}

function refuseHeader(detail: string, extra: ErrorDetail = {}): S3Error {
  const message = `The authorization header is malformed; ${detail}`;
  return new S3Error('AuthorizationHeaderMalformed', { ...extra, message });
}

function refusePresigned(message: string, extra: ErrorDetail = {}): S3Error {
  return new S3Error('AuthorizationQueryParametersError', { ...extra, message });
}

function parseHeader(request: S3Request, authorization: string): Credentials {
  if (authorization.startsWith('AWS ')) throw refuseMechanism();
  if (!authorization.startsWith(`${signingAlgorithm} `)) {
    throw new S3Error('InvalidArgument', {
      message: 'Unsupported Authorization Type',
      elements: { ArgumentName: 'Authorization' },
    });
  }
  let credential: string | undefined;
  let signedHeaders: string | undefined;
  let signature: string | undefined;
  for (const part of authorization.slice(signingAlgorithm.length + 1).split(',')) {
    const field = part.trim();
    if (field.startsWith('Credential=')) credential = field.slice('Credential='.length);
    else if (field.startsWith('SignedHeaders=')) signedHeaders = field.slice('SignedHeaders='.length);
    else if (field.startsWith('Signature=')) signature = field.slice('Signature='.length);
  }
  if (credential === undefined) throw refuseHeader('missing Credential.');
  if (signedHeaders === undefined) throw refuseHeader('missing SignedHeaders.');
  if (signature === undefined) throw refuseHeader('missing Signature.');
  const amzDate = readAmzDate(request.headers['x-amz-date']) ?? readHttpDate(request.headers.date);
  if (amzDate === undefined) {
    throw new S3Error('AccessDenied', { message: 'AWS authentication requires a valid Date or x-amz-date header.' });
  }
  return assembleCredentials({
    credential,
    amzDate,
    signedHeaders,
    signature,
    query: request.query,
    expiresSeconds: null,
  });
}

function parsePresigned(request: S3Request): Credentials {
  const [algorithm, credential, amzDate, expires, signedHeaders, signature] = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
  ].map((name) => readQuery(request, name));
  if (!algorithm || !credential || !amzDate || !expires || !signedHeaders || !signature) {
    throw refusePresigned(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (algorithm !== signingAlgorithm) throw refusePresigned(`X-Amz-Algorithm only supports "${signingAlgorithm}"`);
  const expiresSeconds = Number(expires);
  if (!/^-?\d+$/.test(expires)) throw refusePresigned('X-Amz-Expires should be a number');
  if (expiresSeconds < 0) throw refusePresigned('X-Amz-Expires must be non-negative');
  if (expiresSeconds > maxExpiresSeconds) {
    throw refusePresigned(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${maxExpiresSeconds} seconds`,
    );
  }
  const query = request.query.filter(([name]) => name !== 'X-Amz-Signature');
  return assembleCredentials({ credential, amzDate, signedHeaders, signature, query, expiresSeconds });
}

interface CredentialFields extends Pick<Credentials, 'amzDate' | 'signature' | 'query' | 'expiresSeconds'> {
  readonly credential: string;
  readonly signedHeaders: string;
}

function assembleCredentials(fields: CredentialFields): Credentials {
  const { amzDate, signature, query, expiresSeconds } = fields;
  const isPresigned = expiresSeconds !== null;
  const [accessKeyId, date, region, service, terminator, extra] = fields.credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminator || extra !== undefined) {
    const detail = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
    throw refuseCredential(isPresigned, detail);
  }
  if (terminator !== 'aws4_request') {
    throw refuseCredential(isPresigned, `incorrect terminal "${terminator}". This endpoint uses "aws4_request".`);
  }
  if (service !== 's3') {
    throw refuseCredential(isPresigned, `incorrect service "${service}". This endpoint belongs to "s3".`);
  }
  if (!/^\d{8}$/.test(date)) {
    const detail = `incorrect date format "${date}". This date in the credential must be in the format "yyyyMMdd".`;
    throw refuseCredential(isPresigned, detail);
  }
  const signedHeaders = fields.signedHeaders.split(';');
  if (!signedHeaders.includes('host') || !/^[0-9a-f]{64}$/.test(signature)) throw new S3Error('SignatureDoesNotMatch');
  return { accessKeyId, date, region, service, amzDate, signedHeaders, signature, query, expiresSeconds };
}

function readAmzDate(date: string | undefined): string | undefined {
  return date !== undefined && amzDateForm.test(date) ? date : undefined;
}

function readHttpDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const amzDate = readAmzDate(date);
  if (amzDate !== undefined) return amzDate;
  const epochMs = Date.parse(date);
  return Number.isNaN(epochMs) ? undefined : formatAmzDate(new Date(epochMs).toISOString());
}
