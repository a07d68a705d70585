import { Breadcrumb, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { OverlapPart } from '../overlap/overlap-part.tsx';
import { SegmentSelect } from '../overlap/segment-select.tsx';
import { PortraitPart } from '../portrait/portrait-part.tsx';
import { useThingNames } from '../use-names.ts';
import { Movement } from './movement.tsx';

/** Segments beside each other: who is in several, how they differ, how people go from one to the other. */
export function Page() {
  const { t } = useTranslation('portrait');
  const { t: segments } = useTranslation('segments');
  const names = useThingNames();
  const workspace = useWorkspaceKey();
  const [text, setText] = useUrlState('of');
  const of = text.split(',').filter((key) => key !== '');
  const called = of.map((key) => names.of('segment', key));
  const [a = '', b = ''] = of;
  const [nameA = '', nameB = ''] = called;
  const needTwo = <EmptyState title={t('compare.needTwo')} hint={t('compare.needTwoHint')} />;
  return (
    <>
      <Breadcrumb style={{ marginBottom: 8 }} items={[{ title: <Link to={`/w/${workspace}/segments`}>{segments('title')}</Link> }]} />
      <PageHead title={t('compare.title')} lead={t('compare.lead')} />
      <SegmentSelect value={of} onChange={(keys) => setText(keys.join(','))} label={t('compare.choose')} />
      {of.length < 2 ? (
        needTwo
      ) : (
        <PageTabs
          style={{ marginTop: 12 }}
          items={[
            { key: 'overlap', label: t('compare.tabs.overlap'), children: <OverlapPart of={of} /> },
            {
              key: 'portrait',
              label: t('compare.tabs.portrait'),
              children: (
                <Flex vertical gap={16}>
                  <Flex gap={12} align="center" wrap>
                    <Typography.Text strong>{t('compare.portraitOf', { a: nameA, b: nameB })}</Typography.Text>
                    <Button size="small" onClick={() => setText([b, a, ...of.slice(2)].join(','))}>
                      {t('compare.swap')}
                    </Button>
                  </Flex>
                  <PortraitPart key={`${a} ${b}`} of={a} self={nameA} against={b} againstName={nameB} />
                </Flex>
              ),
            },
            { key: 'movement', label: t('compare.tabs.movement'), children: <Movement of={[a, b]} names={[nameA, nameB]} /> },
          ]}
        />
      )}
    </>
  );
}
