import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../parts/page-head.tsx';
import { StepLine } from '../../parts/step-line.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DropZone } from './drop-zone.tsx';

/** A file in three steps: drop it, look at its columns, try it. Where one stands is in the address: `upload` and `try`. */
export function Page() {
  const { t } = useTranslation('import');
  const [upload, setUpload] = useUrlState('upload');
  const [tried, setTried] = useUrlState('try');
  const step = upload === '' ? 0 : tried === '' ? 1 : 2;
  return (
    <>
      <PageHead title={t('newImport')} lead={t('dropSafe')} />
      <StepLine titles={[t('steps.file'), t('steps.columns'), t('steps.check'), t('steps.run')]} current={step} />
      <Card>
        {step === 0 && <DropZone onUpload={(id) => setUpload(id, true)} />}
        {step === 1 && <ColumnsStep key={upload} upload={upload} onTry={(id) => setTried(id, true)} onUpload={(id) => setUpload(id, true)} />}
        {step === 2 && <CheckStep key={tried} upload={upload} tried={tried} onBack={() => setTried(null, true)} />}
      </Card>
    </>
  );
}
