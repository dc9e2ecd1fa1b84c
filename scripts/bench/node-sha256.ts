import { createHash, createHmac } from 'node:crypto';
import type { ChecksumConstructor } from '@smithy/types';

/** SHA-256 and its HMAC by node:crypto, in the shape that the AWS SDK's signer wants. */
export class NodeSha256 {
  readonly #hash;
  constructor(secret?: ConstructorParameters<ChecksumConstructor>[0]) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Buffer);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }
  reset(): void {}
}
