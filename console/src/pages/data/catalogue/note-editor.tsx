import type { CatalogueNote, CatalogueNoteChange } from '@danqing/contracts';
import { App, Checkbox, Drawer, Form, Input, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useDraft } from '../../../parts/draft.ts';

interface Fields {
  readonly labelZh: string;
  readonly labelEn: string;
  readonly description: string;
  readonly owner: string;
  readonly unit: string;
  readonly isHidden: boolean;
  readonly isDeprecated: boolean;
  readonly replacement: string;
}

const fieldsOf = ({ labelZh, labelEn, description, owner, unit, isHidden, deprecated }: CatalogueNote): Fields => ({
  labelZh,
  labelEn,
  description,
  owner,
  unit,
  isHidden,
  isDeprecated: deprecated !== null,
  replacement: deprecated ?? '',
});

export interface NoteEditorProps {
  readonly name: string;
  readonly note: CatalogueNote;
  /** Where it is changed. */
  readonly path: string;
  /** Answers that show it. */
  readonly stale: readonly string[];
  readonly onClose: () => void;
}

/** What people write about an event, a property or a trait. Unsaved words are kept on the device. */
export function NoteEditor({ name, note, path, stale, onClose }: NoteEditorProps) {
  const { t } = useTranslation(['catalogue', 'common']);
  const { message } = App.useApp();
  const draft = useDraft<Fields>(`note.${path}`, fieldsOf(note));
  const save = useChange((change: CatalogueNoteChange) => api.patch<CatalogueNote>(path, change), stale);
  const submit = ({ isDeprecated, replacement, ...fields }: Fields): void =>
    save.mutate(
      { ...fields, deprecated: isDeprecated ? replacement : null },
      {
        onSuccess: () => {
          draft.clear();
          void message.success(t('saved'));
          onClose();
        },
        onError: (error) => void message.error(error.message),
      },
    );
  return (
    <Drawer title={name} open onClose={onClose} size={480}>
      <Form<Fields> layout="vertical" initialValues={draft.value} onValuesChange={(_, all) => draft.set(all)} onFinish={submit}>
        <Form.Item name="labelZh" label={t('labelZh')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="labelEn" label={t('labelEn')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="description" label={t('description')} extra={t('descriptionHint')}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <Form.Item name="owner" label={t('owner')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="unit" label={t('unit')} extra={t('unitHint')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="isHidden" valuePropName="checked">
          <Checkbox>{t('isHidden')}</Checkbox>
        </Form.Item>
        <Form.Item name="isDeprecated" valuePropName="checked">
          <Checkbox>{t('isDeprecated')}</Checkbox>
        </Form.Item>
        <Form.Item noStyle dependencies={['isDeprecated']}>
          {({ getFieldValue }) =>
            getFieldValue('isDeprecated') === true && (
              <Form.Item name="replacement" label={t('replacement')}>
                <Input maxLength={200} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:save')}
        </Button>
      </Form>
    </Drawer>
  );
}
