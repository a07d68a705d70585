/** A value of the data section (MaxMind DB format, "Output Data Section"); maps as `Map`, wide integers as bigint. */
type MmdbValue = string | number | bigint | boolean | Uint8Array | readonly MmdbValue[] | ReadonlyMap<string, MmdbValue>;

/** A place with names in eight languages has some hundred values, four levels deep. */
const mostValues = 4096;
const deepest = 32;
const longestText = 65_536;

/** Decodes one value. Throws an Error for what no record is: circles of pointers, more values or levels than any has, what lies beyond the end. */
export const decodeValue = (data: Buffer, at: number): MmdbValue => new Decoder(data).value(at, 0).value;

interface Decoded {
  readonly value: MmdbValue;
  readonly end: number;
}

const [pointer, text, double, binary, uint16, uint32, map, int32, uint64, uint128, list, truth, float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15];
/** What a pointer of each width counts from. */
const pointerBase = [0, 2048, 526_336, 0];

class Decoder {
  private readonly data: Buffer;
  private left = mostValues;

  constructor(data: Buffer) {
    this.data = data;
  }

  value(at: number, depth: number): Decoded {
    if (this.left-- <= 0 || depth > deepest) throw new Error('a record has more values than any place');
    const control = this.data.readUInt8(at);
    const first = control >> 5;
    if (first === pointer) return this.pointed(control, at + 1, depth);
    const type = first === 0 ? this.data.readUInt8(at + 1) + 7 : first;
    const { size, end } = this.size(control & 31, at + (first === 0 ? 2 : 1));
    switch (type) {
      case map:
        return this.map(size, end, depth);
      case list:
        return this.list(size, end, depth);
      case truth:
        return { value: size !== 0, end };
      default:
        return { value: this.scalar(type, size, end), end: end + size };
    }
  }

  /** A pointer leads to a value that is none itself. */
  private pointed(control: number, at: number, depth: number): Decoded {
    const width = ((control >> 3) & 3) + 1;
    const high = width === 4 ? 0 : (control & 7) * 2 ** (8 * width);
    const target = high + this.data.readUIntBE(at, width) + (pointerBase[width - 1] ?? 0);
    if (this.data.readUInt8(target) >> 5 === pointer) throw new Error('a pointer leads to a pointer');
    return { value: this.value(target, depth + 1).value, end: at + width };
  }

  private size(bits: number, at: number): { readonly size: number; readonly end: number } {
    if (bits < 29) return { size: bits, end: at };
    const width = bits - 28;
    return { size: this.data.readUIntBE(at, width) + (width === 1 ? 29 : width === 2 ? 285 : 65_821), end: at + width };
  }

  private map(size: number, at: number, depth: number): Decoded {
    const value = new Map<string, MmdbValue>();
    let end = at;
    for (let index = 0; index < size; index++) {
      const name = this.value(end, depth + 1);
      const one = this.value(name.end, depth + 1);
      if (typeof name.value !== 'string') throw new Error('a name is no text');
      value.set(name.value, one.value);
      end = one.end;
    }
    return { value, end };
  }

  private list(size: number, at: number, depth: number): Decoded {
    const value: MmdbValue[] = [];
    let end = at;
    for (let index = 0; index < size; index++) {
      const one = this.value(end, depth + 1);
      value.push(one.value);
      end = one.end;
    }
    return { value, end };
  }

  private scalar(type: number, size: number, at: number): MmdbValue {
    if (at + size > this.data.length || size > longestText) throw new Error('a value lies beyond the end');
    switch (type) {
      case text:
        return this.data.toString('utf8', at, at + size);
      case double:
        return this.data.readDoubleBE(at);
      case float:
        return this.data.readFloatBE(at);
      case binary:
        return this.data.subarray(at, at + size);
      case uint16:
      case uint32:
        return Number(this.whole(size, at));
      case int32:
        return Number(BigInt.asIntN(32, this.whole(size, at)));
      case uint64: {
        const value = this.whole(size, at);
        return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
      }
      case uint128:
        return this.whole(size, at);
      default:
        throw new Error(`a value is of no known kind (${type})`);
    }
  }

  private whole(size: number, at: number): bigint {
    if (size > 16) throw new Error('a number is too long');
    return this.data.subarray(at, at + size).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
}
