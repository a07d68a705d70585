import type { SqlRunView } from '@danqing/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/use-may.ts';
import { DownloadDialog } from './download-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';

/** What can be done with an answer: a file, and people where it names some. */
export function AnswerActions({ run, name }: { readonly run: SqlRunView; readonly name: string }) {
  const { t } = useTranslation('workbench');
  const [open, setOpen] = useState<'people' | 'file' | null>(null);
  const [mayExport, mayList, maySegment] = [useMay('data.export'), useMay('lists.write'), useMay('definitions.write')];
  const hasPeople = run.columns?.some((column) => column.name === 'profile_id') === true;
  const close = (): void => setOpen(null);
  return (
    <>
      {hasPeople && (mayList || maySegment) && <Button onClick={() => setOpen('people')}>{t('people')}</Button>}
      {mayExport && <Button onClick={() => setOpen('file')}>{t('download')}</Button>}
      <PeopleDialog run={run} isOpen={open === 'people'} onClose={close} />
      <DownloadDialog run={run} name={name} isOpen={open === 'file'} onClose={close} />
    </>
  );
}
