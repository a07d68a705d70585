import type { PackList, PackView } from '@danqing/contracts';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { useMissingWords } from '../packs/missing.ts';
import { LinkButton } from '../../parts/link-button.tsx';

const shownMissing = 6;
const kinds = ['event', 'property', 'trait', 'identifier', 'entity', 'consent', 'tag', 'segment'] as const;

/** What can be switched on with the data that are here, and which data the rest waits for. */
export function NextSteps() {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const formats = useFormats();
  const missingWords = useMissingWords();
  const workspace = useWorkspaceKey();
  const packs = useApi<Static<typeof PackList>>('/api/v1/packs');
  const best = [...(packs.data?.items ?? [])].sort((a, b) => b.counts.available - a.counts.available)[0];
  const pack = useApi<PackView>(`/api/v1/packs/${best?.key ?? ''}`, { enabled: best !== undefined });
  const missing = missingOf(pack.data);
  return (
    <Card title={t('nextTitle')}>
      <Flex vertical gap={16} align="start">
        {packs.data?.items.map(({ key, name, counts }) => (
          <span key={key}>{t('packReady', { name: name[language], available: formats.number(counts.available), items: formats.number(counts.items) })}</span>
        ))}
        <Flex wrap gap={8}>
          <LinkButton to={`/w/${workspace}/packs`} type="primary">
            {t('toPacks')}
          </LinkButton>
          <LinkButton to={`/w/${workspace}/customers`}>{t('toCustomers')}</LinkButton>
        </Flex>
        {missing.length > 0 && (
          <div>
            <Typography.Text strong>{t('missingTitle')}</Typography.Text>
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {missing.map(({ kind, name, count }) => (
                <li key={`${kind} ${name}`}>{t('missingItem', { what: missingWords({ kind, name }), count })}</li>
              ))}
            </ul>
          </div>
        )}
      </Flex>
    </Card>
  );
}

interface Missing {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  readonly count: number;
}

/** The data that most items wait for. */
function missingOf(pack: PackView | undefined): readonly Missing[] {
  const counts = new Map<string, Missing>();
  for (const { missing } of pack?.items ?? []) {
    for (const { kind: said, name } of missing) {
      const kind = kinds.find((known) => known === said);
      if (kind === undefined || kind === 'tag' || kind === 'segment') continue;
      const key = `${kind} ${name}`;
      counts.set(key, { kind, name, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, shownMissing);
}
