/** An S3 request before it is signed, to be sent to any region. */
export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** URI-encoded, with the bucket: `/bucket/key`. */
  path: string;
  /** Encoded and sorted as SigV4 wants it, without the question mark; '' for none. */
  query: string;
  /** ASCII only, so that characters are bytes. */
  body: string | null;
  /** Beside those of the signature; names in small letters. All are signed. null: none. */
  headers: Readonly<Record<string, string>> | null;
}
