import type { PortraitView } from '@danqing/contracts';
import { Button, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

interface CountedProps {
  readonly portrait: PortraitView;
  /** Everybody is being counted. */
  readonly isCounting: boolean;
  readonly onExact: () => void;
}

/** Who was held against whom, and when; of drawn ones that they were drawn, with a way to count everybody. */
export function Counted({ portrait: { inside, base, oneIn, at }, isCounting, onExact }: CountedProps) {
  const { t } = useTranslation('portrait');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const isDrawn = oneIn > 1;
  return (
    <>
      <Typography.Text type="secondary">
        {t(isDrawn ? 'peopleDrawn' : 'peopleOf', { n: formats.number(oneIn), inside: formats.number(inside), base: formats.number(base) })} ·{' '}
        <Tooltip title={t('tgiHint')}>
          <span tabIndex={0} style={{ borderBottom: '1px dotted' }}>
            TGI
          </span>
        </Tooltip>{' '}
        · {common('asOf', { time: formats.exactTime(at) })}
      </Typography.Text>
      {(isDrawn || isCounting) && (
        <Button size="small" loading={isCounting} onClick={onExact}>
          {t('countAll')}
        </Button>
      )}
    </>
  );
}
