import { sqlMostRows, type WorkspaceDetail, type WorkspacePatch } from '@danqing/contracts';
import { App, Button, Card, Flex, Form, Input, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { whenDone } from '../../../api/when-done.ts';
import { useMay } from '../../../api/use-may.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useHeld } from '../../../parts/held.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { BusinessFields } from '../../start/business-fields.tsx';
import { LimitInput } from './limit-input.tsx';
import { OwnDays } from './own-days.tsx';
import { RoleLimits } from './role-limits.tsx';
import { RemoveWorkspace } from './remove.tsx';

const path = '/api/v1/workspace';
const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));

export function Page() {
  const { t } = useTranslation('workspace');
  const workspace = useApi<WorkspaceDetail>(path);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {workspace.isPending && <Skeleton active />}
      {workspace.isError && <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />}
      {workspace.data !== undefined && (
        <Flex vertical gap={16} style={{ maxWidth: 640 }}>
          <Settings latest={workspace.data} />
          <RemoveWorkspace workspace={workspace.data} />
        </Flex>
      )}
    </>
  );
}

type Input = Required<Pick<WorkspacePatch, 'name' | 'timezone' | 'defaultRegion' | 'industry' | 'noun' | 'currency' | 'holidays'>> & {
  readonly calendar: 'CN' | '';
  readonly limits: WorkspaceDetail['limits'];
};

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
  const { t } = useTranslation('workspace');
  const { t: common } = useTranslation();
  const revealsRange = t('limitRange', { min: 0, max: useFormats().number(100_000) });
  const { message } = App.useApp();
  const may = useMay('settings.write');
  const [form] = Form.useForm<Input>();
  const save = useChange(
    ({ calendar, holidays, industry, ...rest }: Input) =>
      api.patch<WorkspaceDetail>(
        path,
        { ...rest, industry: industry ?? null, holidays: { calendar: calendar === 'CN' ? 'CN' : null, own: holidays.own } },
        { headers: { 'if-match': `"${saved.version}"` } },
      ),
    [path, '/api/v1/onboarding', '/api/v1/workspaces', '/api/v1/me'],
  );
  return (
    <Form<Input>
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={!may}
      initialValues={{ ...saved, calendar: saved.holidays.calendar ?? '' }}
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
      <Flex vertical gap={16}>
        <Card
          title={
            <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
              {t('basics')}
            </Typography.Title>
          }
        >
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item label={t('key')}>
            <Typography.Text copyable>{saved.key}</Typography.Text>
          </Form.Item>
          <Form.Item name="timezone" label={t('timezone')} extra={t('timezoneHint')}>
            <Select showSearch options={zones} />
          </Form.Item>
          <Form.Item
            name="defaultRegion"
            label={t('region')}
            extra={t('regionHint')}
            rules={[{ required: true, pattern: /^[A-Z]{2}$/, message: t('regionHint') }]}
          >
            <Input maxLength={2} style={{ width: 100 }} />
          </Form.Item>
        </Card>
        <Card
          title={
            <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
              {t('business')}
            </Typography.Title>
          }
        >
          <BusinessFields form={form} />
          <OwnDays />
        </Card>
        <Card
          title={
            <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
              {t('limits')}
            </Typography.Title>
          }
        >
          <RoleLimits limit="exportRows" min={0} max={10_000_000} />
          <RoleLimits limit="sqlRows" min={1} max={sqlMostRows} />
          <RoleLimits limit="sqlSeconds" min={1} max={300} />
          <Form.Item
            name={['limits', 'revealsPerDay']}
            label={<strong>{t('revealsPerDay')}</strong>}
            extra={revealsRange}
            rules={[{ required: true, message: revealsRange }]}
            style={{ margin: 0 }}
          >
            <LimitInput min={0} max={100_000} style={{ width: 140 }} />
          </Form.Item>
        </Card>
        {may && (
          <div>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {common('save')}
            </Button>
          </div>
        )}
      </Flex>
    </Form>
  );
}
