import type { SavedView, SavedViewInput } from '@danqing/contracts';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import type { Shown } from './list-state.ts';

export const viewsPath = '/api/v1/views';

/** A view that is sent: what the list shows, under a name. */
export const viewInput = ({ rule, columns, sort }: Shown, name: string, visibility: SavedViewInput['visibility']): SavedViewInput => ({
  name,
  visibility,
  rule,
  columns: [...columns],
  sort,
});

export interface ViewDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly shown: Shown;
  readonly suggestedName: string;
  /** Opens the view, which closes this. */
  readonly onSaved: (view: SavedView) => void;
}

/** Asks for the name of a new view and who sees it. Who may share is asked of the role. */
export function ViewDialog({ isOpen, onClose, shown, suggestedName, onSaved }: ViewDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const mayShare = useMay('definitions.write');
  const [form] = Form.useForm<Pick<SavedViewInput, 'name' | 'visibility'>>();
  const save = useChange((input: SavedViewInput) => api.post<SavedView>(viewsPath, input), [viewsPath]);
  const submit = ({ name, visibility }: Pick<SavedViewInput, 'name' | 'visibility'>): void =>
    save.mutate(viewInput(shown, name.trim(), visibility), {
      onSuccess: (view) => {
        void message.success(t('saved', { name: view.name }));
        onSaved(view);
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Modal
      open={isOpen}
      title={t('saveTitle')}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={save.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={{ name: suggestedName, visibility: 'mine' }} onFinish={submit}>
        <Form.Item name="name" label={t('viewName')} rules={[{ required: true, whitespace: true, message: common('required') }]}>
          <Input maxLength={80} placeholder={t('viewNameHint')} autoFocus />
        </Form.Item>
        {mayShare ? (
          <Form.Item name="visibility" label={t('whoSees')}>
            <Radio.Group
              options={[
                { value: 'mine', label: t('mine') },
                { value: 'everybody', label: t('shared') },
              ]}
            />
          </Form.Item>
        ) : (
          <Form.Item name="visibility" hidden>
            <Input />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
