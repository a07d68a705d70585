import { DownOutlined } from '@ant-design/icons';
import { type CareKind, careKinds } from '@danqing/contracts';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../api/use-may.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { CareForm } from './care-form.tsx';

const isKind = (text: string): text is CareKind => careKinds.some((kind) => kind === text);

/** Notes, interviews, follow-ups and complaints are begun here; which form is open stands in the address. */
export function AddCare({ profile }: { readonly profile: number }) {
  const { t } = useTranslation('customer');
  const may = useMay('care.write');
  const [open, setOpen] = useUrlState('write');
  if (!may) return null;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items: careKinds.map((kind) => ({ key: kind, label: t(`care.add.${kind}`) })), onClick: ({ key }) => setOpen(key) }}
      >
        <Button type="primary">
          {t('actions')} <DownOutlined aria-hidden="true" />
        </Button>
      </Dropdown>
      {isKind(open) && <CareForm key={open} profile={profile} kind={open} onClose={() => setOpen(null)} />}
    </>
  );
}
