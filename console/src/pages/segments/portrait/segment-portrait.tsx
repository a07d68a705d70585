import type { SegmentView } from '@danqing/contracts';
import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../../parts/url-state.ts';
import { useThingNames } from '../use-names.ts';
import { PortraitPart } from './portrait-part.tsx';

/** The portrait of a segment, held against everyone or another one. */
export function SegmentPortrait({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('portrait');
  const names = useThingNames();
  const [against, setAgainst] = useUrlState('against');
  const againstName = against === '' ? t('base') : names.of('segment', against);
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={8} align="center">
        <label htmlFor="portrait-against">{t('against')}</label>
        <Select<string>
          id="portrait-against"
          style={{ minWidth: 240, maxWidth: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={against}
          onChange={(next) => setAgainst(next)}
          options={[
            { value: '', label: t('everyone') },
            ...names.segments.filter(({ key }) => key !== segment.key).map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
      </Flex>
      <PortraitPart key={against} of={segment.key} self={t('inside')} against={against} againstName={againstName} />
    </Flex>
  );
}
