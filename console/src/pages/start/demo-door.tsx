import type { DemoView } from '@danqing/contracts';
import { ExperimentOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Popconfirm, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, send } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useFormats } from '../../parts/format.ts';
import { Door } from './door.tsx';

const path = '/api/v1/demo';
const usualCustomers = 1000;
const askAgainMs = 1500;

/** A workspace goes from within: the request names it. */
const remove = (key: string): Promise<Response> => send('DELETE', `/api/v1/workspaces/${key}`, { body: { confirm: key }, headers: { 'x-workspace': key } });

/** The first door: the demo is made, fills while one looks on, and goes again. */
export function DemoDoor() {
  const { t } = useTranslation('start');
  const formats = useFormats();
  const { message } = App.useApp();
  const may = useMay('workspaces.manage');
  // Where there is no demo the answer is 404: not asked again.
  const demo = useApi<DemoView>(path, { everyMs: () => askAgainMs });
  const failed = (error: Error): void => void message.error(error.message);
  const make = useChange((_: null) => api.post<DemoView>(path, {}), [path]);
  const gone = useChange(remove, [path]);
  const found = demo.isError ? undefined : demo.data;
  return (
    <Door icon={<ExperimentOutlined />} title={t('demo.title')} text={t('demo.text', { customers: formats.number(found?.customers ?? usualCustomers) })}>
      {found !== undefined && <Filling demo={found} />}
      <Flex gap={8} wrap>
        {found === undefined && may && (
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate(null, { onError: failed })}>
            {t('demo.make')}
          </Button>
        )}
        {found?.state === 'done' && (
          <Button type="primary" href={`/w/${found.workspace}/home`}>
            {t('demo.open')}
          </Button>
        )}
        {found !== undefined && may && (
          <Popconfirm
            title={t('demo.removeTitle')}
            description={t('demo.removeText')}
            okText={t('demo.remove')}
            okButtonProps={{ danger: true }}
            onConfirm={() => gone.mutate(found.workspace, { onSuccess: () => void message.success(t('demo.removed')), onError: failed })}
          >
            <Button loading={gone.isPending}>{t('demo.remove')}</Button>
          </Popconfirm>
        )}
      </Flex>
    </Door>
  );
}

/** How far it is. */
function Filling({ demo }: { readonly demo: DemoView }) {
  const { t } = useTranslation('start');
  if (demo.state === 'failed') return <Alert type="error" showIcon title={t('demo.failed', { error: demo.error ?? '' })} />;
  if (demo.state === 'cancelled') return <Alert type="warning" showIcon title={t('demo.stopped')} />;
  if (demo.state === 'done') return <Typography.Text type="success">{t('demo.ready')}</Typography.Text>;
  return (
    <div>
      <Typography.Text type="secondary">{t(`demo.stages.${demo.stage ?? 'waiting'}`)}</Typography.Text>
      <Progress percent={Math.round(demo.progress * 100)} aria-label={t('demo.title')} />
    </div>
  );
}
