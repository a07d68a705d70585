import type { DryRunView, RuleJson } from '@danqing/contracts';
import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';

interface ChangePanelProps {
  readonly segment: string;
  readonly rule: RuleJson;
  readonly isSame: boolean;
  /** The rule can be counted as it stands. */
  readonly isReady: boolean;
}

/** Who would enter and who would leave if the rule were saved. */
export function ChangePanel({ segment, rule, isSame, isReady }: ChangePanelProps) {
  const { t } = useTranslation('builder');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const path = `/api/v1/segments/${encodeURIComponent(segment)}/dry-run`;
  const run = useQuery<DryRunView, ApiError>({
    queryKey: [workspace, path, rule],
    queryFn: ({ signal }) => api.post<DryRunView>(path, { rule, limit: 0 }, { signal }),
    enabled: !isSame && isReady,
    staleTime: 30_000,
  });
  return (
    <Card size="small" title={t('change')}>
      {isSame && <Typography.Text type="secondary">{t('changeNone')}</Typography.Text>}
      {!isSame && run.isError && <Typography.Text type="danger">{run.error.message}</Typography.Text>}
      {!isSame && !run.isError && run.data === undefined && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {!isSame && run.data !== undefined && (
        <Flex vertical gap={6}>
          <span>
            {t('before', { n: formats.number(run.data.before) })} → <strong>{t('after', { n: formats.number(run.data.after) })}</strong>
          </span>
          <span>
            <Tag color="success">{t('entering', { n: formats.number(run.data.entering.count) })}</Tag>
            <Tag color="error">{t('leaving', { n: formats.number(run.data.leaving.count) })}</Tag>
          </span>
        </Flex>
      )}
    </Card>
  );
}
