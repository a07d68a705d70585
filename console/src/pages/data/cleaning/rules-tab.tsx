import type { CleaningRule, CleaningView } from '@danqing/contracts';
import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Switch, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useDraft } from '../../../parts/draft.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useEventNames } from '../../../parts/event-names.ts';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { PublishBar } from './publish-bar.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import { cleaningPath, newRule, onto, type RulesDraft } from './rules.ts';

const askAgainMs = 10_000;
const nothing: readonly CleaningRule[] = [];

/** The rules with what each did; a draft of them that is published as a whole. */
export function RulesTab() {
  const { t } = useTranslation('cleaning');
  const marks = usePunctuation();
  const formats = useFormats();
  const fields = useFieldNames();
  const events = useEventNames();
  const labelOf = useSourceLabels();
  /** What people call it, where it has another name than its path. */
  const fieldOf = (part: CleaningRule['part'], event: string | undefined, path: string): string => {
    const name = part === 'properties' ? events.property(event ?? '', path) : fields.trait(path);
    return name === path ? '' : name;
  };
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const view = useApi<CleaningView>(cleaningPath, { everyMs: askAgainMs });
  const published = view.data?.rules ?? nothing;
  const draft = useDraft<RulesDraft>(`cleaning-rules.${workspace}`, { base: published, rules: published });
  const [open, setOpen] = useUrlState('rule');
  const rules = onto(published, draft.value);
  const isChanged = JSON.stringify(rules) !== JSON.stringify(published);
  const change = (next: readonly CleaningRule[]): void => draft.set({ base: published, rules: next });
  const chosen = view.data === undefined ? undefined : open === 'new' ? newRule(rules) : rules.find(({ id }) => id === open);
  const keep = (rule: CleaningRule): void =>
    change(rules.some(({ id }) => id === rule.id) ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule]);
  const sumOf = (id: string, what: 'changed' | 'refused' | 'imputed' | 'parked' | 'dropped'): number =>
    (view.data?.did ?? []).filter(({ rule }) => rule === id).reduce((sum, did) => sum + did[what], 0);
  return (
    <Flex vertical gap={16}>
      {isChanged && view.data !== undefined && mayWrite && <PublishBar rules={rules} view={view.data} onDone={draft.clear} />}
      {mayWrite && (
        <div>
          <Button type={rules.length === 0 ? 'default' : 'primary'} icon={<PlusOutlined />} onClick={() => setOpen('new')}>
            {t('add')}
          </Button>
        </div>
      )}
      <DataTable<CleaningRule>
        label={t('rules')}
        rows={view.data === undefined ? undefined : [...rules]}
        error={view.error}
        onRetry={() => void view.refetch()}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} />}
        columns={[
          {
            title: t('name'),
            key: 'name',
            render: (_, rule) => (
              <Flex vertical style={{ minWidth: 140, whiteSpace: 'normal' }}>
                <Typography.Link onClick={() => setOpen(rule.id)} onKeyDown={({ key }) => key === 'Enter' && setOpen(rule.id)} role="button" tabIndex={0}>
                  {rule.name}
                </Typography.Link>
                {JSON.stringify(published.find(({ id }) => id === rule.id)) !== JSON.stringify(rule) && <Tag color="warning">{t('unpublished')}</Tag>}
              </Flex>
            ),
          },
          {
            title: t('where'),
            key: 'where',
            render: (_, { source, part, event, path }) => (
              <Flex vertical>
                <span>
                  {fieldOf(part, event, path)} <Typography.Text code>{path}</Typography.Text>
                </span>
                <Typography.Text type="secondary">
                  {[source === undefined ? t('everySource') : labelOf(source), event === undefined ? t(`everything.${part}`) : events.event(event)].join(' · ')}
                </Typography.Text>
              </Flex>
            ),
          },
          {
            title: t('steps'),
            key: 'steps',
            render: (_, { steps }) => (
              <span style={{ display: 'inline-block', minWidth: 120, whiteSpace: 'normal' }}>{steps.map((step) => t(`do.${step.do}`)).join(' → ')}</span>
            ),
          },
          { title: t('changed'), key: 'changed', align: 'right', render: (_, { id }) => formats.number(sumOf(id, 'changed')) },
          { title: t('imputed'), key: 'imputed', align: 'right', render: (_, { id }) => formats.number(sumOf(id, 'imputed')) },
          { title: t('refused'), key: 'refused', align: 'right', render: (_, { id }) => formats.number(sumOf(id, 'refused')) },
          { title: t('keptOut'), key: 'keptOut', align: 'right', render: (_, { id }) => formats.number(sumOf(id, 'parked') + sumOf(id, 'dropped')) },
          {
            title: t('isOn'),
            key: 'isOn',
            render: (_, rule) => (
              <Switch
                aria-label={`${t('isOn')}${marks.colon}${rule.name}`}
                checked={rule.isOn}
                disabled={!mayWrite}
                onChange={(isOn) => keep({ ...rule, isOn })}
              />
            ),
          },
        ]}
      />
      {rules.length > 0 && <Alert type="info" showIcon title={t('orderNote')} />}
      {chosen !== undefined && (
        <RuleDrawer
          key={open}
          rule={chosen}
          mayWrite={mayWrite}
          onClose={() => setOpen(null)}
          onKeep={(rule) => {
            // What a new one is called in the end: a colleague may have made one meanwhile.
            keep(open === 'new' ? { ...rule, id: chosen.id } : rule);
            setOpen(null);
          }}
          onRemove={() => {
            change(rules.filter(({ id }) => id !== chosen.id));
            setOpen(null);
          }}
        />
      )}
    </Flex>
  );
}
