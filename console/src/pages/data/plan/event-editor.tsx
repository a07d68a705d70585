import type { PlanDraft, PlanEvent, PlanLearned, PlanProperty } from '@danqing/contracts';
import { Alert, App, Button, Card, Flex, Form, Input, Popconfirm, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useDraft } from '../../../parts/draft.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { FieldDrawer } from './field-drawer.tsx';
import { FieldTable } from './field-table.tsx';
import { ModeSelect } from './mode-select.tsx';
import { useDraftChange } from './paths.ts';
import { Suggestions } from './suggestions.tsx';

/** In the place of a path: a field that is being made. */
const newField = '+';

const blank: PlanProperty = { path: '', type: 'string', required: false, nullable: false, description: '' };

/** What an event is to look like: fields in a table, each beside what really comes. Unsaved work is kept on the device. */
export function EventEditor({ name, draft, learned }: { readonly name: string; readonly draft: PlanDraft; readonly learned: PlanLearned }) {
  const { t } = useTranslation(['plan', 'common']);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const [field, setField] = useUrlState('field');
  const planned = draft.plan.events.find(({ event }) => event === name);
  const edited = useDraft<PlanEvent>(`plan.${workspace}.${name}`, planned ?? learned.proposal);
  const save = useDraftChange();
  const event = edited.value;
  const set = (change: Partial<PlanEvent>): void => edited.set({ ...event, ...change });
  const write = (events: PlanEvent[], onSuccess: () => void): void =>
    save.mutate({ plan: { ...draft.plan, events }, revision: draft.revision }, { onSuccess, onError: (error) => void message.error(error.message) });
  const others = draft.plan.events.filter((one) => one.event !== name);
  const store = (): void =>
    write(planned === undefined ? [...others, event] : draft.plan.events.map((one) => (one.event === name ? event : one)), () => {
      edited.clear();
      void message.success(t('saved'));
    });
  const put = (property: PlanProperty, earlier: string): void => {
    const isKnown = event.properties.some(({ path }) => path === earlier);
    set({ properties: isKnown ? event.properties.map((one) => (one.path === earlier ? property : one)) : [...event.properties, property] });
  };
  const open = event.properties.find(({ path }) => path === field) ?? (field === newField ? blank : undefined);
  const canSave = planned === undefined || edited.isChanged;
  return (
    <>
      <PageHead
        title={name}
        lead={event.description === '' ? t('descriptionHint') : event.description}
        actions={
          mayWrite && (
            <>
              {planned !== undefined && (
                <Popconfirm
                  title={t('removeAsk', { event: name })}
                  okText={t('remove')}
                  cancelText={t('common:cancel')}
                  onConfirm={() =>
                    write(others, () => {
                      edited.clear();
                      void navigate(`/w/${workspace}/data/plan`);
                    })
                  }
                >
                  <Button danger>{t('remove')}</Button>
                </Popconfirm>
              )}
              {edited.isChanged && <Button onClick={edited.clear}>{t('undo')}</Button>}
              <Button type="primary" disabled={!canSave} loading={save.isPending} onClick={store}>
                {t('saveDraft')}
              </Button>
            </>
          )
        }
      />
      <Flex vertical gap={16}>
        {planned === undefined && <Alert type="info" showIcon title={t('notPlanned')} />}
        {edited.isChanged && <Typography.Text type="warning">{t('unsaved')}</Typography.Text>}
        <Card size="small">
          <Form layout="vertical" disabled={!mayWrite}>
            <Flex wrap gap="0 24px">
              <Form.Item label={t('mode')} extra={t(`modeHints.${event.mode}`)}>
                <ModeSelect label={t('mode')} value={event.mode} onChange={(mode) => mode !== 'allow' && set({ mode })} />
              </Form.Item>
              <Form.Item label={t('others')}>
                <Select<'allow' | 'report'>
                  aria-label={t('others')}
                  value={event.others}
                  style={{ minWidth: 120 }}
                  onChange={(next) => set({ others: next })}
                  options={(['allow', 'report'] as const).map((value) => ({ value, label: t(`othersChoices.${value}`) }))}
                />
              </Form.Item>
              <Form.Item label={t('description')} style={{ flex: '1 1 320px' }}>
                <Input.TextArea
                  autoSize={{ minRows: 1, maxRows: 4 }}
                  maxLength={2000}
                  value={event.description}
                  placeholder={t('descriptionHint')}
                  onChange={({ target }) => set({ description: target.value })}
                />
              </Form.Item>
            </Flex>
          </Form>
        </Card>
        <Card
          size="small"
          title={t('fields')}
          extra={
            mayWrite && (
              <Button size="small" onClick={() => setField(newField)}>
                {t('addField')}
              </Button>
            )
          }
        >
          <FieldTable
            properties={event.properties}
            evidence={learned.evidence}
            mayWrite={mayWrite}
            onChange={put}
            onEdit={(path) => setField(path)}
            onRemove={(path) => set({ properties: event.properties.filter((one) => one.path !== path) })}
          />
        </Card>
        <Suggestions
          planned={event.properties}
          evidence={learned.evidence}
          mayWrite={mayWrite}
          onAdopt={(found) => set({ properties: [...event.properties, ...found.map(({ proposal }) => proposal)] })}
        />
      </Flex>
      {open !== undefined && (
        <FieldDrawer
          key={field}
          property={open}
          taken={event.properties.map(({ path }) => path).filter((path) => path !== open.path)}
          evidence={learned.evidence.find(({ path }) => path === open.path)}
          mayWrite={mayWrite}
          onApply={(property) => {
            put(property, open.path);
            setField(null);
          }}
          onClose={() => setField(null)}
        />
      )}
    </>
  );
}
