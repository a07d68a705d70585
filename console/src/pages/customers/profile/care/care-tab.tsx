import { type CareAnswer, careKinds } from '@danqing/contracts';
import { Button, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { useCare } from '../use-profile-data.ts';
import { CareItem } from './care-item.tsx';
import { ComplaintItem } from './complaint-item.tsx';

type Line = {
  readonly key: string;
  readonly isOpen: boolean;
  readonly at: string;
  readonly item: CareAnswer['items'][number] | CareAnswer['complaints'][number];
};

/** Written down and told by events, what is open first, then the newest. */
function linesOf({ items, complaints }: CareAnswer, kind: string): readonly Line[] {
  const written = items.map((item): Line => ({ key: `care-${item.id}`, isOpen: item.state === 'open', at: item.dueAt ?? item.at, item }));
  const told = complaints.map((item): Line => ({ key: item.messageId, isOpen: item.state === 'open', at: item.at, item }));
  return [...written, ...told]
    .filter(({ item }) => kind === '' || ('kind' in item ? item.kind : 'complaint') === kind)
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || (a.at < b.at ? 1 : -1));
}

/** Notes, interviews, follow-ups and complaints. */
export function CareTab({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const care = useCare(id);
  const [kind, setKind] = useUrlState('kind');
  return (
    <Section
      id="care"
      title={t('care.title')}
      extra={
        <Radio.Group
          size="small"
          value={kind}
          aria-label={t('care.filter')}
          onChange={({ target }: { readonly target: { readonly value?: string } }) => setKind(target.value ?? null)}
          options={[{ value: '', label: t('care.all') }, ...careKinds.map((one) => ({ value: one, label: t(`care.kinds.${one}`) }))]}
        />
      }
    >
      <Awaited query={care} rows={6}>
        {(answer) => {
          const lines = linesOf(answer, kind);
          if (lines.length === 0) return <EmptyState title={t('care.none')} hint={t('care.noneHint')} />;
          return <Lines id={id} lines={lines} />;
        }}
      </Awaited>
    </Section>
  );
}

const Lines = ({ id, lines }: { readonly id: number; readonly lines: readonly Line[] }) => (
  <ul className="profile-lines">
    {lines.map(({ key, item }) => ('kind' in item ? <CareItem key={key} care={item} profile={id} /> : <ComplaintItem key={key} complaint={item} />))}
  </ul>
);

const shown = 4;

/** What is open, and the latest notes. */
export function CareCard({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const care = useCare(id);
  const [, setTab] = useUrlState('tab', 'overview');
  return (
    <Section
      id="care"
      title={t('care.title')}
      extra={
        <Button type="link" size="small" onClick={() => setTab('care', true)}>
          {t('recent.all')}
        </Button>
      }
    >
      <Awaited query={care}>
        {(answer) => {
          const lines = linesOf(answer, '');
          const open = lines.filter(({ isOpen }) => isOpen).length;
          return (
            <>
              <Typography.Paragraph type="secondary">{open === 0 ? t('care.nothingOpen') : t('care.openOnes', { n: open })}</Typography.Paragraph>
              <Lines id={id} lines={lines.slice(0, shown)} />
            </>
          );
        }}
      </Awaited>
    </Section>
  );
}
