import type { OnboardingView } from '@danqing/contracts';
import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, theme, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import './checklist.css';

const path = '/api/v1/onboarding';
const addresses: Readonly<Record<OnboardingView['steps'][number]['key'], string>> = {
  industry: 'start#business',
  data: 'data/imports/new',
  identifiers: 'customers',
  pack: 'packs',
  segment: 'segments',
  invite: 'settings/people',
};

/** The first steps, ticked off by the data; also on the home page until they are done or put away. `isKept`: shown although it was put away. */
export function Checklist({ isKept = false }: { readonly isKept?: boolean }) {
  const { t } = useTranslation('start');
  const { token } = theme.useToken();
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const may = useMay('settings.write');
  const list = useApi<OnboardingView>(path);
  const dismiss = useChange((isDismissed: boolean) => api.patch<OnboardingView>(path, { isDismissed }), [path]);
  const view = list.data;
  if (view === undefined || (!isKept && (view.isDismissed || view.isDone))) return null;
  const done = view.steps.filter(({ isDone }) => isDone).length;
  const put = (isDismissed: boolean): void => dismiss.mutate(isDismissed, { onError: (error) => void message.error(error.message) });
  return (
    <Card>
      <Flex wrap justify="space-between" align="center" gap={8}>
        <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
          {t('checklist.title')}
        </Typography.Title>
        {may && (
          <Button type="text" size="small" loading={dismiss.isPending} onClick={() => put(!view.isDismissed)}>
            {view.isDismissed ? t('checklist.show') : t('checklist.hide')}
          </Button>
        )}
      </Flex>
      <progress className="steps-bar" value={done} max={view.steps.length} aria-label={t('checklist.progress', { done, total: view.steps.length })} />
      <Typography.Text type="secondary">{view.isDone ? t('checklist.allDone') : t('checklist.progress', { done, total: view.steps.length })}</Typography.Text>
      <ul style={{ listStyle: 'none', margin: '12px 0 0', padding: 0 }}>
        {view.steps.map(({ key, isDone }) => (
          <li key={key} style={{ padding: '8px 0', borderTop: `1px solid ${token.colorBorderSecondary}` }}>
            <Flex gap={10} align="center">
              {isDone ? (
                <CheckCircleFilled aria-label={t('checklist.done')} style={{ color: token.colorSuccess }} />
              ) : (
                <MinusCircleOutlined aria-label={t('checklist.todo')} style={{ color: token.colorTextSecondary }} />
              )}
              <span style={{ flex: 1, minWidth: 0 }}>{t(`checklist.steps.${key}`)}</span>
              {!isDone && <Link to={`/w/${workspace}/${addresses[key]}`}>{t(`checklist.go.${key}`)}</Link>}
            </Flex>
          </li>
        ))}
      </ul>
    </Card>
  );
}
