import type { SegmentView } from '@danqing/contracts';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../../parts/url-state.ts';
import { OverlapPart } from './overlap-part.tsx';
import { mostCompared, SegmentSelect } from './segment-select.tsx';

/** A segment laid over others. */
export function SegmentOverlap({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('portrait');
  const [text, setText] = useUrlState('with');
  const others = text.split(',').filter((key) => key !== '' && key !== segment.key);
  return (
    <Flex vertical gap={16}>
      <SegmentSelect value={others} onChange={(keys) => setText(keys.join(','))} label={t('overlap.choose')} except={segment.key} most={mostCompared - 1} />
      <OverlapPart of={[segment.key, ...others]} />
    </Flex>
  );
}
