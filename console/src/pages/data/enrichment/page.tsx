import type { ChannelRule, EnrichmentInput, EnrichmentView } from '@danqing/contracts';
import { App, Button, Card, Flex, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { PlaceFile } from './place-file.tsx';
import { ChannelRules } from './rules.tsx';
import { ChannelTester } from './tester.tsx';

const path = '/api/v1/enrichment';

/** How events are completed on their way in. */
export function Page() {
  const { t } = useTranslation('enrichment');
  const enrichment = useApi<EnrichmentView>(path);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {enrichment.isError ? (
        <ErrorState isPage error={enrichment.error} onRetry={() => void enrichment.refetch()} />
      ) : enrichment.data === undefined ? (
        <Skeleton active />
      ) : (
        <Settings view={enrichment.data} />
      )}
    </>
  );
}

function Settings({ view }: { readonly view: EnrichmentView }) {
  const { t } = useTranslation('enrichment');
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  // What is typed stays, whatever a colleague saves meanwhile.
  const [typed, setTyped] = useState<EnrichmentInput>();
  const { rules, ownHosts } = typed ?? view;
  const setRules = (next: ChannelRule[]): void => setTyped({ rules: next, ownHosts });
  const setOwnHosts = (next: string[]): void => setTyped({ rules, ownHosts: next });
  const save = useChange((body: EnrichmentInput) => api.put<EnrichmentView>(path, body), [path]);
  const isChanged = JSON.stringify([rules, ownHosts]) !== JSON.stringify([view.rules, view.ownHosts]);
  return (
    <Flex vertical gap={16}>
      <Card size="small" title={t('rules')}>
        <Flex vertical gap={16}>
          <Typography.Text type="secondary">{t('rulesHint')}</Typography.Text>
          <ChannelRules rules={rules} isReadOnly={!mayWrite} onChange={setRules} />
          <Flex vertical gap={6}>
            <Typography.Text strong id="own-hosts">
              {t('ownHosts')}
            </Typography.Text>
            <Select
              mode="tags"
              aria-labelledby="own-hosts"
              value={ownHosts}
              disabled={!mayWrite}
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', ' ', '，']}
              onChange={(hosts: string[]) =>
                setOwnHosts(
                  hosts.map((host) =>
                    host
                      .trim()
                      .toLowerCase()
                      .replace(/^https?:\/\//, '')
                      .replace(/\/.*$/, ''),
                  ),
                )
              }
              placeholder="example.com"
            />
            <Typography.Text type="secondary">{t('ownHostsHint')}</Typography.Text>
          </Flex>
          {mayWrite && (
            <div>
              <Button
                type="primary"
                disabled={!isChanged || rules.some(({ when }) => when.some(({ value }) => value.trim() === ''))}
                loading={save.isPending}
                onClick={() =>
                  save.mutate(
                    { rules, ownHosts },
                    {
                      onSuccess: () => {
                        setTyped(undefined);
                        void message.success(t('saved'));
                      },
                      onError: (error) => void message.error(error.message),
                    },
                  )
                }
              >
                {t('save')}
              </Button>
            </div>
          )}
        </Flex>
      </Card>
      <ChannelTester rules={rules} ownHosts={ownHosts} />
      <PlaceFile view={view} />
    </Flex>
  );
}
