import type { Properties } from '../../shared/events.ts';
import type { IdentityKeeper } from './identity.ts';
import type { Recorder } from './recorder.ts';
import { arrivedBy, placeBelow, type Share, sharedAddress, shareProperties } from './share.ts';

/** The visitor's own place in the tree of who sent whom. */
export interface Sharing {
  /** Somebody came by a shared link: their place in its tree, once, however often they open it. */
  arrive(): void;
  /** An address with the visitor's own place in it; what is no address stays as it is. */
  link(address: string): string;
  /** Puts it into the address bar. */
  mark(): void;
  /** The same, and records that it was shared. */
  share(address: string, properties: Properties): string;
}

export function createSharing(identity: IdentityKeeper, recorder: Recorder): Sharing {
  /** Read at once: the address may be another one when the visitor has agreed. */
  const came = arrivedBy(location.search);
  const own = (): Share => {
    const { share = placeBelow(undefined) } = identity.now();
    identity.change({ share });
    return share;
  };
  const link = (address: string): string => {
    try {
      return sharedAddress(new URL(address, location.href).href, own());
    } catch {
      return address;
    }
  };
  return {
    arrive: () => {
      const known = identity.now().share;
      if (came === undefined || known?.id === came.id || known?.parent === came.id) return;
      const share = placeBelow(came);
      identity.change({ share });
      recorder.record('track', { event: 'Shared Link Opened', properties: shareProperties(share) });
    },
    link,
    mark: () => {
      try {
        history.replaceState(history.state, '', link(location.href));
      } catch {
        // Some browsers refuse when an application changes its address too often.
      }
    },
    share: (address, properties) => {
      const url = link(address);
      recorder.record('track', { event: 'Link Shared', properties: { ...shareProperties(own()), url, ...properties } });
      return url;
    },
  };
}
