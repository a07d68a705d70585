import type { WorkspaceDetail } from '@danqing/contracts';
import { App, Button, Card, Flex, Form, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { whenDone } from '../../api/when-done.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useHeld } from '../../parts/held.ts';
import { BusinessFields, type BusinessInput } from './business-fields.tsx';

const path = '/api/v1/workspace';

/** Industry, word, currency and holidays in one short form. */
export function BusinessForm() {
  const { t } = useTranslation('start');
  const workspace = useApi<WorkspaceDetail>(path);
  return (
    <Card>
      <Typography.Title level={2} style={{ fontSize: 17, marginTop: 0 }}>
        {t('business.title')}
      </Typography.Title>
      <Typography.Paragraph type="secondary">{t('business.text')}</Typography.Paragraph>
      {workspace.isPending && <Skeleton active />}
      {workspace.isError && <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />}
      {workspace.data !== undefined && <Settings latest={workspace.data} />}
    </Card>
  );
}

function Settings({ latest }: { readonly latest: WorkspaceDetail }) {
  const { held, hold, release } = useHeld(latest);
  return <Fields key={held.version} saved={held} onTyped={hold} onSaved={release} />;
}

interface FieldsProps {
  readonly saved: WorkspaceDetail;
  readonly onTyped: () => void;
  readonly onSaved: () => void;
}

function Fields({ saved, onTyped, onSaved }: FieldsProps) {
  const { t } = useTranslation('start');
  const { t: common } = useTranslation();
  const key = useWorkspaceKey();
  const { message } = App.useApp();
  const [form] = Form.useForm<BusinessInput>();
  const save = useChange(
    ({ industry, noun, currency, calendar }: BusinessInput) =>
      api.patch<WorkspaceDetail>(
        path,
        { industry: industry ?? null, noun, currency, holidays: { ...saved.holidays, calendar: calendar === 'CN' ? 'CN' : null } },
        { headers: { 'if-match': `"${saved.version}"` } },
      ),
    [path, '/api/v1/onboarding', '/api/v1/me'],
  );
  return (
    <Form<BusinessInput>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ industry: saved.industry, noun: saved.noun, currency: saved.currency, calendar: saved.holidays.calendar ?? '' }}
      onValuesChange={onTyped}
      onFinish={(input) =>
        whenDone(save, input, {
          done: () => {
            onSaved();
            void message.success(common('saved'));
          },
          failed: (error) => void message.error(error.message),
        })
      }
    >
      <BusinessFields form={form} />
      <Flex gap={12} align="center">
        <Button htmlType="submit" loading={save.isPending}>
          {common('save')}
        </Button>
        <Link to={`/w/${key}/settings/workspace`}>{t('business.more')}</Link>
      </Flex>
    </Form>
  );
}
