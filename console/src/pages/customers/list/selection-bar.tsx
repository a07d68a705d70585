import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import type { Selection } from './use-selection.ts';

export interface SelectionBarProps {
  readonly selection: Selection;
  readonly total: number | null;
  readonly mayList: boolean;
  readonly mayExport: boolean;
  readonly onDo: (what: 'add' | 'remove' | 'export') => void;
}

/** What can be done with those who are chosen. Stays in sight while one scrolls. */
export function SelectionBar({ selection, total, mayList, mayExport, onDo }: SelectionBarProps) {
  const { t } = useTranslation('views');
  const formats = useFormats();
  if (selection.ids.length === 0) return null;
  const count = selection.isAll ? (total ?? selection.ids.length) : selection.ids.length;
  return (
    <Flex
      wrap
      gap={8}
      align="center"
      role="region"
      aria-label={t(selection.isAll ? 'selectedAll' : 'selected', { n: formats.number(count) })}
      style={{
        position: 'sticky',
        bottom: 12,
        zIndex: 10,
        marginTop: 12,
        padding: '8px 12px',
        borderRadius: 10,
        border: '1px solid var(--primary)',
        background: 'var(--surface)',
      }}
    >
      <Typography.Text strong>{t(selection.isAll ? 'selectedAll' : 'selected', { n: formats.number(count) })}</Typography.Text>
      {!selection.isAll && total !== null && total > selection.ids.length && (
        <Button type="link" size="small" onClick={selection.selectAll}>
          {t('selectAll', { n: formats.number(total) })}
        </Button>
      )}
      <Flex wrap gap={8} style={{ marginInlineStart: 'auto' }}>
        {mayList && <Button onClick={() => onDo('add')}>{t('addToList')}</Button>}
        {mayList && <Button onClick={() => onDo('remove')}>{t('removeFromList')}</Button>}
        {mayExport && <Button onClick={() => onDo('export')}>{t('export')}</Button>}
        <Button type="text" onClick={selection.clear}>
          {t('deselect')}
        </Button>
      </Flex>
    </Flex>
  );
}
