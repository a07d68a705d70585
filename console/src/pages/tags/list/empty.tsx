import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMay } from '../../../api/use-may.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { LinkButton } from '../../../parts/link-button.tsx';

/** Says what a tag is to whoever has none, or that nothing fits. */
export function NoTags({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('tags');
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const [, setParameters] = useSearchParams();
  if (isFiltered)
    return (
      <EmptyState
        title={t('noMatch')}
        hint={t('noMatchHint')}
        action={<Button onClick={() => setParameters({}, { replace: true })}>{t('clearFilters')}</Button>}
      />
    );
  const ways = (
    <Flex wrap gap={8} justify="center">
      <LinkButton type="primary" to={`/w/${workspace}/packs`}>
        {t('fromPacks')}
      </LinkButton>
      {may && <LinkButton to={`/w/${workspace}/tags/new`}>{t('new')}</LinkButton>}
    </Flex>
  );
  return <EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={ways} />;
}
