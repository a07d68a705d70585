import type { Adoption, PackSummary } from '@danqing/contracts';
import { App, Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useFormats } from '../../parts/format.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { PackItems } from './pack-items.tsx';

type Summary = Static<typeof PackSummary>;

/** One pack: what it brings, how much of it the data covers, and the button that switches that on. */
export function PackCard({ pack }: { readonly pack: Summary }) {
  const { t } = useTranslation('packs');
  const language = useLanguage();
  const formats = useFormats();
  const may = useMay('definitions.write');
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const [open, setOpen] = useUrlState('pack');
  const isOpen = open === pack.key;
  const adopt = useChange(
    (items: readonly string[] | undefined) => api.post<Adoption>(`/api/v1/packs/${pack.key}/adopt`, { language, ...(items !== undefined && { items }) }),
    ['/api/v1/packs', '/api/v1/segments', '/api/v1/segment-overview', '/api/v1/tags', '/api/v1/tag-categories', '/api/v1/rules/vocabulary'],
  );
  const { available, adopted, tags, segments } = pack.counts;
  const waiting = available - adopted;
  const run = (items?: readonly string[]): void =>
    adopt.mutate(items, {
      onSuccess: ({ items: results }) => {
        const count = (...kinds: readonly string[]): string => formats.number(results.filter(({ result }) => kinds.includes(result)).length);
        void message.success(t('result', { created: count('created'), updated: count('updated'), kept: count('edited', 'taken') }));
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Card>
      <Flex wrap justify="space-between" gap={16}>
        <div style={{ flex: '1 1 320px', minWidth: 0 }}>
          <Typography.Title level={2} style={{ fontSize: 17, marginTop: 0 }}>
            {pack.name[language]}
          </Typography.Title>
          <Typography.Paragraph type="secondary">{pack.description[language]}</Typography.Paragraph>
          <Typography.Text>
            {t('counts', {
              tags: formats.number(tags),
              segments: formats.number(segments),
              available: formats.number(available),
              adopted: formats.number(adopted),
            })}
          </Typography.Text>
        </div>
        <Flex vertical gap={8} align="flex-end">
          {may && (
            <Button type="primary" disabled={waiting <= 0} loading={adopt.isPending} onClick={() => run()}>
              {waiting > 0 ? t('adoptAll', { count: waiting }) : available > 0 ? t('allAdopted') : t('none')}
            </Button>
          )}
          {adopted > 0 && (
            <Flex gap={12}>
              {tags > 0 && <Link to={`/w/${workspace}/tags`}>{t('seeTags')}</Link>}
              {segments > 0 && <Link to={`/w/${workspace}/segments`}>{t('seeSegments')}</Link>}
            </Flex>
          )}
          <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : pack.key)}>
            {isOpen ? t('hideItems') : t('showItems')}
          </Button>
        </Flex>
      </Flex>
      {isOpen && <PackItems packKey={pack.key} adopt={(key) => run([key])} />}
    </Card>
  );
}
