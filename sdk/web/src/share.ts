import { randomId } from './random-id.ts';

/** A place in the tree of who sent whom: its own id, the one it came from, the first of all, and how many hands lie between. */
export interface Share {
  readonly id: string;
  readonly parent: string;
  readonly root: string;
  readonly depth: number;
}

const SHARE_PARAMETER = 'dq_share';
const WIRE = /^([0-9a-z]{8,40})\.([0-9a-z]{8,40})\.(\d{1,4})$/;

/** What an address says of the share it came by: `<id>.<root>.<depth>`. */
export function arrivedBy(search: string): Omit<Share, 'parent'> | undefined {
  const parts = WIRE.exec(new URLSearchParams(search).get(SHARE_PARAMETER) ?? '');
  const [, id, root, depth] = parts ?? [];
  return id === undefined || root === undefined ? undefined : { id, root, depth: Number(depth) };
}

/** A visitor's own place: below the share they came by, or the root of a new tree. */
export function placeBelow(origin: Omit<Share, 'parent'> | undefined): Share {
  const id = randomId();
  return origin === undefined ? { id, parent: '', root: id, depth: 0 } : { id, parent: origin.id, root: origin.root, depth: origin.depth + 1 };
}

/** An absolute address with the share in it, whatever share it had before. */
export function sharedAddress(address: string, { id, root, depth }: Share): string {
  const url = new URL(address);
  url.searchParams.set(SHARE_PARAMETER, `${id}.${root}.${depth}`);
  return url.href;
}

export const shareProperties = ({ id, parent, root, depth }: Share): Readonly<Record<string, string | number>> => ({
  share_id: id,
  ...(parent === '' ? {} : { parent_share_id: parent }),
  root_share_id: root,
  share_depth: depth,
});
