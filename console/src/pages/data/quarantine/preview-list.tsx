import type { MendPreview, MendStep } from '@danqing/contracts';
import { Card, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';
import { JsonBlock } from '../../../parts/json-block.tsx';
import { useReason } from '../parts/reason.ts';
import { EditOne } from './edit-one.tsx';

/** Real messages before and after the steps, with what would become of each. */
export function PreviewList({ preview, onEdited }: { readonly preview: MendPreview; readonly onEdited: (id: string, steps: readonly MendStep[]) => void }) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const reasonOf = useReason();
  const mayWrite = useMay('data.write');
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Flex vertical gap={12}>
      {preview.items.map(({ id, receivedAt, raw, mended, outcome, reason, detail }) => (
        <Card
          key={id}
          size="small"
          title={
            <Flex gap={8} wrap align="center">
              <Tag color={outcome === 'passed' ? 'success' : outcome === 'dropped' ? 'default' : 'warning'}>
                {outcome === 'passed' ? t('willPass') : outcome === 'dropped' ? t('willDrop') : t('stillParked', { reason: reasonOf(reason) })}
              </Tag>
              <Typography.Text type="secondary">{t('received', { time: formats.exactTime(receivedAt) })}</Typography.Text>
            </Flex>
          }
          extra={
            mayWrite && (
              <a role="button" tabIndex={0} onClick={() => setEdited(id)} onKeyDown={({ key }) => key === 'Enter' && setEdited(id)}>
                {t('editOne')}
              </a>
            )
          }
        >
          {detail !== '' && <Typography.Paragraph type="secondary">{detail}</Typography.Paragraph>}
          {edited === id ? (
            <EditOne raw={raw} onCancel={() => setEdited(null)} onSave={(steps) => onEdited(id, steps)} />
          ) : (
            <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))' }}>
              <div>
                <Typography.Text strong>{t('before')}</Typography.Text>
                <JsonBlock text={raw} label={t('before')} maxHeight={240} />
              </div>
              <div>
                <Typography.Text strong>{t('after')}</Typography.Text>
                {mended.raw === '' ? <p>{t('discarded')}</p> : <JsonBlock text={mended.raw} label={t('after')} maxHeight={240} />}
              </div>
            </div>
          )}
        </Card>
      ))}
    </Flex>
  );
}
