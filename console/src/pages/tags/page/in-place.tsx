import { EditOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Typography } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface InPlaceProps {
  /** What it is, for who cannot see it. */
  readonly what: string;
  readonly value: string;
  readonly empty: string;
  readonly mayEdit: boolean;
  readonly isLong?: boolean;
  readonly onSave: (value: string) => Promise<unknown>;
}

/** A text that is changed where it stands: Enter saves, Escape does not. */
export function InPlace({ what, value, empty, mayEdit, isLong = false, onSave }: InPlaceProps) {
  const { t } = useTranslation('tags');
  const [text, setText] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  if (text === undefined) {
    return (
      <Flex gap={4} align="baseline">
        {value === '' ? (
          <Typography.Text type="secondary">{empty}</Typography.Text>
        ) : (
          <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</span>
        )}
        {mayEdit && <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('page.editIt', { what })} onClick={() => setText(value)} />}
      </Flex>
    );
  }
  const save = (): void => {
    setSaving(true);
    onSave(text.trim()).then(
      () => {
        setText(undefined);
        setSaving(false);
      },
      () => setSaving(false), // what went wrong was said; the text stays
    );
  };
  const field = {
    'aria-label': what,
    autoFocus: true,
    value: text,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => setText(target.value),
    onKeyDown: ({ key, shiftKey, nativeEvent }: KeyboardEvent) => {
      // These keys belong to the input method while it spells.
      if (nativeEvent.isComposing) return;
      if (key === 'Escape') setText(undefined);
      if (key === 'Enter' && !shiftKey) save();
    },
  };
  return (
    <Flex wrap gap={8} style={{ flex: 1 }}>
      {isLong ? (
        <Input.TextArea {...field} autoSize maxLength={2000} style={{ flex: '1 1 320px' }} />
      ) : (
        <Input {...field} maxLength={200} style={{ width: 200 }} />
      )}
      <Button type="primary" loading={isSaving} onClick={save}>
        {t('page.save')}
      </Button>
      <Button onClick={() => setText(undefined)}>{t('page.cancel')}</Button>
    </Flex>
  );
}
