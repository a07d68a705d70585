import type { SegmentView } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { RuleSentence } from '../../../rule/index.ts';
import { type Work, workOf } from './work.ts';

interface ConflictProps {
  readonly segment: string;
  readonly onClose: () => void;
  /** Saves over the version that is there now. */
  readonly onOverwrite: (version: number) => void;
  readonly onTake: (theirs: Work, version: number) => void;
}

/** Somebody else saved meanwhile: what they did, and a way to either. */
export function Conflict({ segment, onClose, onOverwrite, onTake }: ConflictProps) {
  const { t } = useTranslation('builder');
  const workspace = useWorkspaceKey();
  const path = `/api/v1/segments/${encodeURIComponent(segment)}`;
  // Asked anew each time: what is known here is what somebody else has just replaced.
  const theirs = useQuery<SegmentView, ApiError>({
    queryKey: [workspace, path, 'theirs'],
    queryFn: ({ signal }) => api.get<SegmentView>(path, {}, signal),
    gcTime: 0,
    staleTime: 0,
  });
  const { data } = theirs;
  return (
    <Modal
      open
      onCancel={onClose}
      title={t('conflict')}
      footer={
        <>
          <Button onClick={onClose}>{t('keepEditing')}</Button>
          <Button
            disabled={data === undefined}
            onClick={() => {
              if (data !== undefined) onTake(workOf(data), data.version);
              onClose();
            }}
          >
            {t('takeTheirs')}
          </Button>
          <Button
            danger
            disabled={data === undefined}
            onClick={() => {
              if (data !== undefined) onOverwrite(data.version);
            }}
          >
            {t('overwrite')}
          </Button>
        </>
      }
    >
      {data === undefined ? (
        <Skeleton active />
      ) : (
        <>
          <Typography.Paragraph>{t('conflictText', { version: String(data.version) })}</Typography.Paragraph>
          <Typography.Paragraph type="secondary">{t('conflictTheirs')}</Typography.Paragraph>
          <RuleSentence rule={data.rule} />
        </>
      )}
    </Modal>
  );
}
