import { type ErrorCode, errorCodes } from './error-codes.ts';

/** What goes with an error beside its code: a more exact message, headers, elements of the XML body. */
export interface ErrorDetail {
  message?: string;
  headers?: Record<string, string>;
  elements?: Record<string, string>;
}

/** A refusal that the caller gets to see as S3's XML error. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: ErrorCode;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly elements: Record<string, string>;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    const [status, message] = errorCodes[code];
    super(detail.message ?? message);
    this.code = code;
    this.status = status;
    this.headers = detail.headers ?? {};
    this.elements = detail.elements ?? {};
  }
}
