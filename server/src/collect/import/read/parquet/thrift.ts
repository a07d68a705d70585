/** A struct of Thrift's compact protocol by field number, as far as Parquet uses it. Integers are 32 bits wide as the decoder behind reads them; wider ones as near as a double is. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
type ThriftValue = number | boolean | Uint8Array | readonly ThriftValue[] | ThriftStruct;

const deepest = 24;
/** Seven bits a byte: 64 bits need ten. */
const longestNumber = 10;

/**
 * Reads one struct (thrift-compact-protocol.md). The decoder behind trusts what it reads: numbers of any length, lists of any size. What this lets through has no number above ten bytes, no list of more
 * elements than bytes are left, and no depth that anybody writes. Throws an Error otherwise.
 */
export function readThrift(bytes: Uint8Array, at: number): { readonly struct: ThriftStruct; readonly end: number } {
  const reader = new Reader(bytes, at);
  const struct = reader.struct(0);
  return { struct, end: reader.at };
}

class Reader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  struct(depth: number): ThriftStruct {
    if (depth > deepest) throw new Error('its headers are nested too deeply');
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (;;) {
      const head = this.byte();
      const type = head & 15;
      if (type === 0) return fields;
      field = head >> 4 === 0 ? this.zigzag() : field + (head >> 4);
      fields.set(field, this.value(type, depth));
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('a header ends early');
    return byte;
  }

  private value(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return (this.byte() << 24) >> 24;
      case 4:
      case 5:
        return this.zigzag();
      case 6:
        return this.wideZigzag();
      case 7:
        return this.binary(8)[0] ?? 0;
      case 8:
        return this.binary(this.number());
      case 9:
        return this.list(depth);
      case 12:
        return this.struct(depth + 1);
      default:
        throw new Error('a header is in a form that is not known');
    }
  }

  private binary(length: number): Uint8Array {
    if (length < 0 || length > this.bytes.length - this.at) throw new Error('a header claims more bytes than there are');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private list(depth: number): readonly ThriftValue[] {
    const head = this.byte();
    const size = head >> 4 === 15 ? this.number() : head >> 4;
    const type = head & 15;
    if (size < 0 || size > this.bytes.length - this.at) throw new Error('a header claims more elements than there are bytes');
    if (depth > deepest) throw new Error('its headers are nested too deeply');
    const values: ThriftValue[] = [];
    // In a list a truth is a byte of its own.
    for (let left = size; left > 0; left--) values.push(type === 1 || type === 2 ? this.byte() === 1 : this.value(type, depth + 1));
    return values;
  }

  /** Exactly the 32 bits that the decoder makes of it. */
  private number(): number {
    let result = 0;
    for (let length = 0; length < longestNumber; length++) {
      const byte = this.byte();
      result |= (byte & 127) << (7 * length);
      if (byte < 128) return result;
    }
    throw new Error('a number in a header is too long');
  }

  private zigzag(): number {
    const value = this.number();
    return (value >>> 1) ^ -(value & 1);
  }

  private wideZigzag(): number {
    let result = 0n;
    for (let length = 0n; length < longestNumber; length++) {
      const byte = this.byte();
      result |= BigInt(byte & 127) << (7n * length);
      if (byte < 128) return Number((result >> 1n) ^ -(result & 1n));
    }
    throw new Error('a number in a header is too long');
  }
}
