import type { LookedEventView, LookedView, SourceListed } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Spin, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { useStream } from '../../../api/stream.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useReason } from '../parts/reason.ts';
import { isLooked } from '../debugger/looked.ts';

const words = { passed: 'testPassed', parked: 'testParked', dropped: 'testDropped' } as const;
const types = { passed: 'success', parked: 'warning', dropped: 'info' } as const;

/** Waits for the next event of a source and says how it ended. */
export function TestNow({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('sources');
  const workspace = useWorkspaceKey();
  const reasonOf = useReason();
  const [since, setSince] = useState<number | null>(null);
  const [found, setFound] = useState<Static<typeof LookedEventView> | null>(null);
  useStream(
    '/api/v1/debugger/stream',
    { source: source.name },
    ({ data }) => {
      if (!isLooked(data) || since === null) return;
      const { items }: Static<typeof LookedView> = data;
      const first = items.find(({ receivedAt }) => Date.parse(receivedAt) >= since - 2_000);
      if (first === undefined) return;
      setFound(first);
      setSince(null);
    },
    since !== null,
  );
  return (
    <Card
      size="small"
      title={t('test')}
      extra={<Link to={`/w/${workspace}/data/debugger?source=${encodeURIComponent(source.name)}`}>{t('openDebugger')}</Link>}
    >
      <Flex vertical gap={12} aria-live="polite">
        {since === null ? (
          <Flex gap={12} align="center" wrap>
            <Button
              type="primary"
              onClick={() => {
                setFound(null);
                setSince(Date.now());
              }}
            >
              {t('testStart')}
            </Button>
            <Typography.Text type="secondary">{t('testHint')}</Typography.Text>
          </Flex>
        ) : (
          <Flex gap={12} align="center" wrap>
            <Spin size="small" />
            <span>{t('testWaiting', { source: source.label })}</span>
            <Button size="small" onClick={() => setSince(null)}>
              {t('testStop')}
            </Button>
          </Flex>
        )}
        {found !== null && (
          <Alert
            type={types[found.outcome]}
            showIcon
            title={t(words[found.outcome], { event: found.event || found.type })}
            description={found.reason === '' ? undefined : reasonOf(found.reason)}
          />
        )}
      </Flex>
    </Card>
  );
}
