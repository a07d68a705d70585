import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { SchemeState } from '../scheme-state.tsx';
import { ShareBar } from '../share-bar.tsx';
import type { SchemeItem } from '../types.ts';

/** One scheme of the list: how it divides everyone. */
export function SchemeCard({ scheme }: { readonly scheme: SchemeItem }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  const shares = scheme.sizes.map(({ key, size }) => ({ key, size, name: nameOf(key), colour: colourOf(key) }));
  return (
    <Card>
      <Flex vertical gap={12}>
        <Flex wrap justify="space-between" gap="4px 16px" align="baseline">
          <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
            <Link to={`/w/${workspace}/schemes/${scheme.key}`}>{scheme.name}</Link>
          </Typography.Title>
          <Flex wrap gap="4px 16px">
            <Typography.Text type="secondary">
              {t('parts', { n: formats.number(scheme.parts.length) })} · {t('everyone', { total: formats.number(scheme.total) })}
            </Typography.Text>
            <Typography.Text type="secondary">
              {t(`refreshes.${scheme.refresh}`)} · <TimeText value={scheme.computedAt} />
            </Typography.Text>
            <SchemeState scheme={scheme} />
          </Flex>
        </Flex>
        {scheme.description !== '' && <Typography.Text type="secondary">{scheme.description}</Typography.Text>}
        {scheme.computedAt === null ? (
          <Typography.Text type="secondary">{t('waiting')}</Typography.Text>
        ) : (
          <ShareBar shares={shares} total={scheme.total} label={t('barLabel', { name: scheme.name })} hasLegend />
        )}
      </Flex>
    </Card>
  );
}
