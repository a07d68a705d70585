import { ApiOutlined, CloudUploadOutlined, ExperimentOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../../api/use-may.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';

/** Nobody is here yet: the three doors by which customers come. */
export function NoCustomers() {
  const { t } = useTranslation('views');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const mayBring = useMay('data.write');
  const go = (path: string) => (): void => void navigate(`/w/${workspace}/${path}`);
  const doors = (
    <Flex wrap gap={8} justify="center" style={{ marginTop: 8 }}>
      <Button icon={<ExperimentOutlined />} onClick={go('start')}>
        {t('doors.demo')}
      </Button>
      <Button type="primary" icon={<CloudUploadOutlined />} onClick={go('data/imports/new')}>
        {t('doors.file')}
      </Button>
      <Button icon={<ApiOutlined />} onClick={go('data/sources?dialog=new')}>
        {t('doors.sdk')}
      </Button>
    </Flex>
  );
  return <EmptyState title={t('empty')} hint={t('emptyHint')} {...(mayBring && { action: doors })} />;
}
