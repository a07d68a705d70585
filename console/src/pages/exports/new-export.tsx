import type { ExportInput, ExportView, SegmentView } from '@danqing/contracts';
import { Alert, App, Checkbox, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useVocabulary } from '../../rule/use-vocabulary.ts';
import { ColumnSelect, useColumnGroups } from './column-select.tsx';

interface Fields {
  readonly what: ExportInput['what'];
  readonly segment?: string;
  readonly event?: string;
  readonly range?: readonly [{ toISOString(): string }, { toISOString(): string }] | null;
  readonly format: 'csv' | 'jsonl';
  readonly columns?: readonly string[];
  readonly isUnmasked?: boolean;
  readonly reason: string;
}

const bodyOf = ({ what, segment, event, range, format, columns = [], isUnmasked, reason }: Fields, nameOf: (column: string) => string): ExportInput => {
  return {
    what,
    format,
    reason,
    masked: isUnmasked !== true,
    ...(what === 'members' && segment !== undefined && { segment }),
    ...(what === 'events' && event !== undefined && event.trim() !== '' && { event: event.trim() }),
    ...(what === 'events' && range && { from: range[0].toISOString(), to: range[1].toISOString() }),
    ...(columns.length > 0 && { columns: [...columns], headings: columns.map((column) => nameOf(column).slice(0, 200)) }),
  };
};

/** Asks what to export and what for. Not masking is offered only to those who may see personal data. */
export function NewExport({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('exports');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const mayReveal = useMay('personal.reveal');
  const segments = useApi<{ readonly items: readonly SegmentView[] }>('/api/v1/segments', { query: { limit: 1000 }, enabled: isOpen });
  const [what, format, isUnmasked] = [Form.useWatch('what', form), Form.useWatch('format', form), Form.useWatch('isUnmasked', form)];
  const event = Form.useWatch('event', form);
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const groups = useColumnGroups(what ?? 'profiles', event ?? '');
  const nameOf = (column: string): string => groups.flatMap(({ options }) => options).find(({ value }) => value === column)?.label ?? column;
  const make = useChange((input: Fields) => api.post<ExportView>('/api/v1/exports', bodyOf(input, nameOf)), ['/api/v1/exports', '/api/v1/tasks']);
  const close = (): void => {
    form.resetFields();
    onClose();
  };
  const submit = (input: Fields): void =>
    make.mutate(input, {
      onSuccess: () => {
        void message.success(t('started'));
        close();
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Modal
      open={isOpen}
      title={t('new')}
      okText={t('start')}
      cancelText={common('cancel')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ what: 'profiles', format: 'csv' }} onFinish={submit}>
        <Form.Item name="what" label={t('what')}>
          <Radio.Group
            onChange={() => form.setFieldValue('columns', [])}
            options={(['profiles', 'members', 'events'] as const).map((value) => ({ value, label: t(`whats.${value}`) }))}
          />
        </Form.Item>
        {what === 'members' && (
          <Form.Item name="segment" label={t('segment')} rules={[{ required: true, message: t('chooseSegment') }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('chooseSegment')}
              options={(segments.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            />
          </Form.Item>
        )}
        {what === 'events' && (
          <>
            <Form.Item name="event" label={t('event')}>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('anyEvent')}
                options={vocabulary.events.map((each) => ({ value: each.name, label: each[language] }))}
              />
            </Form.Item>
            <Form.Item name="range" label={t('range')}>
              <DatePicker.RangePicker showTime style={{ width: '100%' }} placeholder={[t('from'), t('to')]} />
            </Form.Item>
          </>
        )}
        <Form.Item name="format" label={t('format')}>
          <Radio.Group
            options={[
              { value: 'csv', label: 'CSV' },
              { value: 'jsonl', label: 'JSON Lines' },
            ]}
          />
        </Form.Item>
        {format === 'csv' && (
          <Form.Item name="columns" label={t('columns')}>
            <ColumnSelect groups={groups} />
          </Form.Item>
        )}
        {mayReveal && (
          <Form.Item name="isUnmasked" valuePropName="checked">
            <Checkbox>{t('unmask')}</Checkbox>
          </Form.Item>
        )}
        {isUnmasked === true && <Alert type="warning" showIcon title={t('unmaskHint')} style={{ marginBottom: 16 }} />}
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 5, whitespace: true, message: t('reasonHint') }]}>
          <Input.TextArea rows={2} maxLength={500} placeholder={t('reasonHint')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
