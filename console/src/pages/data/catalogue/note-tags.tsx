import type { CatalogueNote } from '@danqing/contracts';
import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

/** Hidden, deprecated: what a reader must know before choosing it. */
export function NoteTags({ note }: { readonly note: CatalogueNote }) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      {note.isHidden && <Tag>{t('hidden')}</Tag>}
      {note.deprecated !== null && (
        <Tooltip title={note.deprecated === '' ? undefined : t('useInstead', { name: note.deprecated })}>
          <Tag color="warning">{t('deprecated')}</Tag>
        </Tooltip>
      )}
    </>
  );
}
