import type { Properties } from '../../shared/events.ts';
import { consentContext } from './consent.ts';
import type { Danqing } from './danqing.ts';
import type { IdentityKeeper } from './identity.ts';
import type { Recorder } from './recorder.ts';

/** The calls that say who is in front of the browser. */
export interface People extends Pick<Danqing, 'identify' | 'group' | 'alias' | 'reset'> {
  /** Tells who is signed in, if anybody is. */
  tell(): void;
}

const textOf = (id: unknown): string => (typeof id === 'string' || typeof id === 'number' ? String(id).trim() : '');

export function createPeople(identity: IdentityKeeper, recorder: Recorder): People {
  let traits: Properties = {};
  const say = (said: Properties): void => recorder.record('identify', { traits: said, context: consentContext(identity.now().consent) });
  return {
    identify: (who: string | number | Properties, more?: Properties) => {
      const known = identity.now().userId;
      const [userId, said = {}] = typeof who === 'object' ? [known, who] : [textOf(who), more];
      if (userId === '') return;
      const isOther = known !== undefined && known !== userId;
      if (isOther) identity.renew();
      identity.change({ userId });
      traits = isOther ? said : { ...traits, ...said };
      say(said);
    },
    group: (id, about) => {
      const groupId = textOf(id);
      identity.change({ groupId });
      recorder.record('group', { groupId, traits: about });
    },
    alias: (id, previous) => {
      const { anonymousId, userId = anonymousId } = identity.now();
      recorder.record('alias', { userId: textOf(id), previousId: previous === undefined ? userId : textOf(previous) });
    },
    reset: () => {
      traits = {};
      identity.renew();
    },
    tell: () => {
      if (identity.now().userId !== undefined) say(traits);
    },
  };
}
