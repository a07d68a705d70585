import type { PortraitView, SchemeView } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Flex, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { AttributeCard } from '../../segments/portrait/attribute-card.tsx';
import { type PortraitAttribute, tellingOf } from '../../segments/portrait/tgi.ts';
import { usePartNames } from '../names.ts';
import { ruleOfPart } from './parts-table.tsx';

const told = 8;
const everyone = '*';

/** What sets a group apart from everyone, or from another group. */
export function Portrait({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const [chosen, setPart] = useUrlState('part', scheme.parts[0]?.key ?? '');
  const [against, setAgainst] = useUrlState('against', everyone);
  const workspace = useWorkspaceKey();
  const nameOf = usePartNames(scheme.parts);
  const portrait = useQuery<PortraitView, ApiError>({
    queryKey: [workspace, '/api/v1/segments/portrait', scheme.tag, scheme.computedAt, chosen, against],
    queryFn: ({ signal }) =>
      api.post<PortraitView>(
        '/api/v1/segments/portrait',
        { rule: ruleOfPart(scheme.tag, chosen), ...(against !== everyone && { against: ruleOfPart(scheme.tag, against) }), kinds: 'trait,tag' },
        { signal },
      ),
  });
  const options = [...scheme.parts.map(({ key }) => key), ''].map((key) => ({ value: key, label: nameOf(key) }));
  const againstName = against === everyone ? t('portraitEveryone') : nameOf(against);
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('portraitLead')}</Typography.Text>
      <Flex wrap gap={12} align="center">
        <label>
          {t('portraitOf')} <Select aria-label={t('portraitOf')} value={chosen} options={options} onChange={(key) => setPart(key)} style={{ minWidth: 180 }} />
        </label>
        <label>
          {t('portraitAgainst')}{' '}
          <Select
            aria-label={t('portraitAgainst')}
            value={against}
            options={[{ value: everyone, label: t('portraitEveryone') }, ...options.filter(({ value }) => value !== chosen)]}
            onChange={(key) => setAgainst(key)}
            style={{ minWidth: 180 }}
          />
        </label>
      </Flex>
      {portrait.isError ? (
        <ErrorState error={portrait.error} onRetry={() => void portrait.refetch()} />
      ) : portrait.data === undefined ? (
        <>
          <Typography.Text type="secondary">{t('portraitLoading')}</Typography.Text>
          <Skeleton active />
        </>
      ) : (
        <Telling attributes={portrait.data.attributes.filter(({ isInRule }) => !isInRule)} self={nameOf(chosen)} against={againstName} />
      )}
    </Flex>
  );
}

interface TellingProps {
  readonly attributes: readonly PortraitAttribute[];
  readonly self: string;
  readonly against: string;
}

/** The attributes that differ most, the most telling first. */
function Telling({ attributes, self, against }: TellingProps) {
  const { t } = useTranslation('schemes');
  const shown = [...new Set(tellingOf(attributes, told * 4).map(({ attribute }) => attribute))].slice(0, told);
  if (shown.length === 0) return <EmptyState title={t('portraitNone')} />;
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={3} style={{ fontSize: 17, margin: 0 }}>
        {t('portraitTelling', { n: shown.length })}
      </Typography.Title>
      {shown.map((attribute) => (
        <AttributeCard key={`${attribute.kind}:${attribute.key}`} attribute={attribute} self={self} against={against} short={against} />
      ))}
    </Flex>
  );
}
