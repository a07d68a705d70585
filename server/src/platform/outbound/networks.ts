import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { Fault } from '#kernel';
import { isPublicAddress } from './addresses.ts';

/** Where databases and buckets may be that people name. */
export interface Networks {
  allows(address: string): boolean;
  /**
   * The address of a host that may be asked, to be connected to as it is: between two look-ups a name may change what it means. Every address of the name
   * must be allowed. Throws DQ_ADDRESS_PRIVATE, DQ_ADDRESS_UNKNOWN.
   */
  resolve(host: string): Promise<string>;
}

/** Networks of companies (RFC 1918, RFC 6598, RFC 4193); neither this machine nor link-local addresses, where clouds keep their keys. */
const companyNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];
const thisMachine = ['127.0.0.0/8', '::1/128'];

const rangesOf = (word: string): readonly string[] => (word === 'private' ? companyNetworks : word === 'loopback' ? thisMachine : [word]);

/** Adds an address or a range; false when it is none. */
function add(list: BlockList, range: string): boolean {
  const [net = '', bits] = range.split('/');
  const family = isIP(net);
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (family === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)) || length > most) return false;
  list.addSubnet(net, length, family === 4 ? 'ipv4' : 'ipv6');
  return true;
}

const wordsOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');

/** What is wrong with a list of networks, or undefined. */
export function wrongNetworks(text: string): string | undefined {
  const wrong = wordsOf(text).filter((word) => word !== 'public' && !rangesOf(word).every((range) => add(new BlockList(), range)));
  return wrong.length === 0
    ? undefined
    : `must be a list of public, private, loopback, addresses or ranges such as 10.1.0.0/16; ${wrong[0] ?? ''} is none of these`;
}

/** `public`, `private`, `loopback`, addresses and ranges, separated by commas. */
export function networksOf(text: string): Networks {
  const words = wordsOf(text);
  const list = new BlockList();
  for (const range of words.flatMap((word) => (word === 'public' ? [] : rangesOf(word)))) add(list, range);
  const allows = (address: string): boolean => {
    const family = isIP(address);
    if (family === 0) return false;
    return list.check(address, family === 4 ? 'ipv4' : 'ipv6') || (words.includes('public') && isPublicAddress(address));
  };
  return {
    allows,
    resolve: async (host) => {
      const name = host.replaceAll(/^\[|\]$/g, '');
      const found = isIP(name) === 0 ? await addressesOf(name) : [name];
      const [first] = found;
      if (first !== undefined && found.every(allows)) return first;
      throw new Fault('DQ_ADDRESS_PRIVATE', 400, `${host} is not in a network that data may be fetched from here (DANQING_SOURCE_NETWORKS)`);
    },
  };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new Fault('DQ_ADDRESS_UNKNOWN', 400, `no machine of the name ${host} was found`, { cause });
  }
}
