import { crc32 } from 'node:zlib';

/** CRC-32 (ISO-HDLC, as zlib computes it), four bytes big-endian. */
export function computeCrc32(body: Buffer): Buffer {
  return packWord(crc32(body));
}

/** CRC-32C (Castagnoli, reflected polynomial 0x82f63b78; RFC 3720, appendix B.4), four bytes big-endian. */
export function computeCrc32c(body: Buffer): Buffer {
  let crc = 0xffffffff;
  for (let i = 0; i < body.length; i += 1) {
    crc = (crc >>> 8) ^ (castagnoli[(crc ^ (body[i] as number)) & 0xff] as number);
  }
  return packWord(crc ^ 0xffffffff);
}

/**
 * CRC-64/NVME (reflected polynomial 0x9a6c9329ac4bc9b5; NVM Express, "64b CRC"), eight bytes big-endian. Kept in two
 * 32-bit halves: BigInt would be some fifty times slower.
 */
export function computeCrc64Nvme(body: Buffer): Buffer {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (let i = 0; i < body.length; i += 1) {
    const index = (low ^ (body[i] as number)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (nvmeLow[index] as number);
    high = (high >>> 8) ^ (nvmeHigh[index] as number);
  }
  return Buffer.concat([packWord(high ^ 0xffffffff), packWord(low ^ 0xffffffff)]);
}

const castagnoli = buildTable(0n, 0x82f63b78n).low;
const { high: nvmeHigh, low: nvmeLow } = buildTable(0x9a6c9329n, 0xac4bc9b5n);

/** The remainder of each byte, for a reflected polynomial given as its upper and lower 32 bits. */
function buildTable(polynomialHigh: bigint, polynomialLow: bigint): { high: Int32Array; low: Int32Array } {
  const polynomial = (polynomialHigh << 32n) | polynomialLow;
  const high = new Int32Array(256);
  const low = new Int32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let remainder = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = (remainder & 1n) === 1n ? (remainder >> 1n) ^ polynomial : remainder >> 1n;
    }
    high[byte] = Number(BigInt.asIntN(32, remainder >> 32n));
    low[byte] = Number(BigInt.asIntN(32, remainder));
  }
  return { high, low };
}

function packWord(word: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(word >>> 0);
  return bytes;
}
