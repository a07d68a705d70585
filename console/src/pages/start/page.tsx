import { ApiOutlined } from '@ant-design/icons';
import { Button, Flex, theme, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { BusinessForm } from './business-form.tsx';
import { Checklist } from './checklist.tsx';
import { DemoDoor } from './demo-door.tsx';
import { Door } from './door.tsx';
import { FileDoor } from './file-door.tsx';
import { PacksNow } from './packs-now.tsx';

/** The first ten minutes: three doors, what the business is, what is done and what comes next. */
export function Page() {
  const { t } = useTranslation('start');
  const { token } = theme.useToken();
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Typography.Title level={2} style={{ position: 'absolute', clipPath: 'inset(50%)', height: 1, width: 1, overflow: 'hidden' }}>
        {t('doors')}
      </Typography.Title>
      <Flex wrap gap={token.margin} align="stretch">
        <DemoDoor />
        <FileDoor />
        <Door icon={<ApiOutlined />} title={t('sdk.title')} text={t('sdk.text')}>
          <div>
            <Button onClick={() => void navigate(`/w/${workspace}/data/sources?dialog=new`)}>{t('sdk.go')}</Button>
          </div>
        </Door>
      </Flex>
      <Flex wrap gap={token.margin} align="flex-start" style={{ marginTop: token.margin }}>
        <div style={{ flex: '1 1 360px', minWidth: 0 }}>
          <Checklist isKept />
          <div style={{ marginTop: token.margin }}>
            <PacksNow />
          </div>
        </div>
        <div id="business" style={{ flex: '1 1 300px', minWidth: 0 }}>
          <BusinessForm />
        </div>
      </Flex>
    </>
  );
}
