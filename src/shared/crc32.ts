/**
 * CRC-32 (ISO 3309, as in zlib) without touching every byte. k6 has none of its own, and a loop over the bytes takes half
 * a microsecond each there. The register after a text depends on that text linearly over GF(2), so it can be put together
 * from registers of its parts: after A and then B it is `advance(register of A, length of B) ^ register of B`, all begun
 * from 0. (Compare `crc32_combine` of zlib.)
 */

const polynomial = 0xedb88320;
const allOnes = -1;

/** Register changes by the lowest byte. Made when first needed: most clients of k6 evaluate this module and never write. */
let byteTable: Int32Array | undefined;

function getByteTable(): Int32Array {
  if (byteTable !== undefined) return byteTable;
  byteTable = new Int32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let register = byte;
    for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >>> 1) ^ polynomial : register >>> 1;
    byteTable[byte] = register;
  }
  return byteTable;
}

/** Byte by byte, for short texts. @param text ASCII */
export function computeCrc32(text: string): number {
  const table = getByteTable();
  let register = allOnes;
  for (let i = 0; i < text.length; i += 1) register = step(table, register, text.charCodeAt(i));
  return (register ^ allOnes) >>> 0;
}

function step(table: Int32Array, register: number, byte: number): number {
  return (register >>> 8) ^ (table[(register ^ byte) & 255] as number);
}

/** CRC-32 of so many bytes of an endlessly repeated unit, from any place of it. */
export type RepeatedCrc32 = (start: number, bytes: number) => number;

/** @param unit ASCII; read once, when a first CRC is asked for */
export function createRepeatedCrc32(unit: string): RepeatedCrc32 {
  /** Registers, begun from 0, after the first n bytes of the unit. */
  let prefixes: Int32Array | undefined;
  /** The same after n whole units. */
  const wholes: number[] = [0];

  function readUnit(): Int32Array {
    const table = getByteTable();
    const registers = new Int32Array(unit.length + 1);
    let register = 0;
    for (let i = 0; i < unit.length; i += 1) {
      register = step(table, register, unit.charCodeAt(i));
      registers[i + 1] = register;
    }
    wholes[1] = register;
    return registers;
  }

  function registerAfterUnits(count: number): number {
    const known = wholes[count];
    if (known !== undefined) return known;
    const half = count >>> 1;
    const rest = count - half;
    const register = advance(registerAfterUnits(half), rest * unit.length) ^ registerAfterUnits(rest);
    wholes[count] = register;
    return register;
  }

  function registerAfter(bytes: number): number {
    prefixes ??= readUnit();
    const rest = bytes % unit.length;
    const register = registerAfterUnits((bytes - rest) / unit.length);
    return rest === 0 ? register : advance(register, rest) ^ (prefixes[rest] as number);
  }

  return (start, bytes) => {
    const before = registerAfter(start);
    return (advance(before ^ allOnes, bytes) ^ registerAfter(start + bytes) ^ allOnes) >>> 0;
  };
}

/** What so many zero bytes make of a register: one operator for each hexadecimal digit of their number. */
function advance(register: number, bytes: number): number {
  let moved = register;
  let place = 1;
  for (let rest = bytes; rest > 0; rest >>>= 4) {
    const digit = rest & 15;
    if (digit !== 0) moved = apply(findOperator(digit * place), moved);
    place *= 16;
  }
  return moved;
}

/** A linear map of registers, as the images of the 16 values of each of their 8 hexadecimal digits. */
type Operator = Int32Array;

/** By number of zero bytes. */
const operators = new Map<number, Operator>();

function findOperator(bytes: number): Operator {
  const known = operators.get(bytes);
  if (known !== undefined) return known;
  const operator = createOperator(chooseMap(bytes));
  operators.set(bytes, operator);
  return operator;
}

function chooseMap(bytes: number): (register: number) => number {
  if (bytes === 1) {
    const table = getByteTable();
    return (register) => step(table, register, 0);
  }
  // The greatest power of two below: its operator has been squared from the last, and serves many others.
  const first = findOperator(2 ** Math.floor(Math.log2(bytes - 1)));
  const second = findOperator(bytes - 2 ** Math.floor(Math.log2(bytes - 1)));
  return (register) => apply(second, apply(first, register));
}

function createOperator(map: (register: number) => number): Operator {
  const operator = new Int32Array(128);
  for (let digit = 0; digit < 8; digit += 1) {
    for (let bit = 0; bit < 4; bit += 1) {
      const value = 1 << bit;
      const image = map(value << (4 * digit));
      for (let lower = 0; lower < value; lower += 1) {
        operator[16 * digit + value + lower] = image ^ (operator[16 * digit + lower] as number);
      }
    }
  }
  return operator;
}

/** Written out: it runs several times for each write. */
function apply(operator: Operator, register: number): number {
  return (
    (operator[register & 15] as number) ^
    (operator[16 + ((register >>> 4) & 15)] as number) ^
    (operator[32 + ((register >>> 8) & 15)] as number) ^
    (operator[48 + ((register >>> 12) & 15)] as number) ^
    (operator[64 + ((register >>> 16) & 15)] as number) ^
    (operator[80 + ((register >>> 20) & 15)] as number) ^
    (operator[96 + ((register >>> 24) & 15)] as number) ^
    (operator[112 + (register >>> 28)] as number)
  );
}
