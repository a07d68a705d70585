import type { MendPreview, MendStep } from '@danqing/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../../api/error.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PreviewList } from './preview-list.tsx';

export interface PreviewPartProps {
  readonly preview: UseQueryResult<MendPreview, ApiError>;
  readonly onEdited: (id: string, steps: readonly MendStep[]) => void;
}

/** What the steps would make of real messages, in all its states. */
export function PreviewPart({ preview: { data, error, refetch }, onEdited }: PreviewPartProps) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  if (data.total === 0) return <EmptyState title={t('groupDone')} hint={t('groupDoneHint')} />;
  return (
    <>
      <div aria-live="polite">
        <strong>{t('previewLine', { total: formats.number(data.total), shown: data.items.length, passing: data.passing })}</strong>
      </div>
      <PreviewList preview={data} onEdited={onEdited} />
    </>
  );
}
