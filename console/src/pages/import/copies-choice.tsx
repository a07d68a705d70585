import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MappingWork } from './use-mapping.ts';

/** Whether rows count that say in all columns what an earlier row said. */
export function CopiesChoice({ work }: { readonly work: MappingWork }) {
  const { t } = useTranslation('import');
  return (
    <Checkbox
      checked={work.choices.duplicates === 'skip'}
      onChange={({ target }) => work.setDuplicates(target.checked ? 'skip' : 'keep')}
      style={{ minHeight: 32, alignItems: 'center' }}
    >
      {t('skipCopies')}
    </Checkbox>
  );
}
