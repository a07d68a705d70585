import { useTranslation } from 'react-i18next';
import { CareCard } from '../care/care-tab.tsx';
import { CrowdsCard, LabelsCard } from '../labels/labels-card.tsx';
import { Dimensions } from './dimensions.tsx';
import { Portrait } from './portrait.tsx';
import { Reach } from './reach.tsx';
import { Recent } from './recent.tsx';
import { Value } from './value.tsx';

/** Everything at a glance: two columns at a desk, one with a way to each part on a phone. */
export function Overview({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const anchors = [
    ['portrait', t('portrait.parts.who')],
    ['value', t('value.title')],
    ['dimensions', t('dimensions.title')],
    ['recent', t('recent.title')],
    ['reach', t('reach.title')],
    ['care', t('care.title')],
    ['tags', t('tags.title')],
    ['crowds', t('crowds.title')],
  ] as const;
  return (
    <>
      <nav className="profile-jump" aria-label={t('jump')} style={{ marginBottom: 12 }}>
        {anchors.map(([anchor, words]) => (
          <a key={anchor} href={`#${anchor}`}>
            {words}
          </a>
        ))}
      </nav>
      <div className="profile-columns">
        <div className="profile-column">
          <Portrait id={id} />
          <Value id={id} />
          <Dimensions id={id} />
          <Recent id={id} />
        </div>
        <div className="profile-column">
          <Reach id={id} />
          <CareCard id={id} />
          <LabelsCard id={id} />
          <CrowdsCard id={id} />
        </div>
      </div>
    </>
  );
}
