import type { ProfileView } from '@danqing/contracts';
import { Consents } from './consents.tsx';
import { Identifiers } from './identifiers.tsx';
import { Traits } from './traits.tsx';

/** Who: attributes, identifiers, and what they allow. */
export function WhoTab({ profile }: { readonly profile: ProfileView }) {
  return (
    <div className="profile-columns">
      <div className="profile-column">
        <Traits id={profile.id} />
      </div>
      <div className="profile-column">
        <Identifiers identifiers={profile.identifiers} />
        <Consents id={profile.id} />
      </div>
    </div>
  );
}
