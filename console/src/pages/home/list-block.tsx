import type { HomeBlock, HomeItem } from '@danqing/contracts';
import { CheckCircleOutlined, CloseCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { TimeText } from '../../parts/time-text.tsx';

const signs: Readonly<Record<HomeItem['level'], React.ReactNode>> = {
  info: <InfoCircleOutlined style={{ color: 'var(--text-secondary)' }} aria-hidden />,
  good: <CheckCircleOutlined style={{ color: 'var(--success)' }} aria-hidden />,
  warning: <WarningOutlined style={{ color: 'var(--warning)' }} aria-hidden />,
  error: <CloseCircleOutlined style={{ color: 'var(--danger)' }} aria-hidden />,
};

function Item({ item }: { readonly item: HomeItem }) {
  const language = useLanguage();
  const workspace = useWorkspaceKey();
  const title = item.title[language];
  return (
    <li style={{ listStyle: 'none', padding: '8px 0', borderTop: '1px solid var(--line)' }}>
      <Flex gap={8} align="baseline">
        {signs[item.level]}
        <div style={{ flex: 1, minWidth: 0 }}>
          <div style={{ overflowWrap: 'anywhere' }}>{item.link === null ? title : <Link to={`/w/${workspace}/${item.link}`}>{title}</Link>}</div>
          <Typography.Text type="secondary" style={{ fontSize: 13, overflowWrap: 'anywhere' }}>
            {item.detail[language]}
          </Typography.Text>
        </div>
        {item.at !== null && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <TimeText value={item.at} />
          </Typography.Text>
        )}
      </Flex>
    </li>
  );
}

/** One list of the first page; an empty one says what that means. */
export function ListBlock({ block }: { readonly block: Extract<HomeBlock, { kind: 'list' }> }) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  return (
    <Card
      size="small"
      title={t(`lists.${block.key}.title`)}
      extra={block.link !== null && block.items.length > 0 && <Link to={`/w/${workspace}/${block.link}`}>{t('seeAll')}</Link>}
      style={{ height: '100%' }}
    >
      {block.items.length === 0 ? (
        <Typography.Text type="secondary">{t(`lists.${block.key}.empty`)}</Typography.Text>
      ) : (
        <ul style={{ margin: '-8px 0 0', padding: 0 }}>
          {block.items.map((item, index) => (
            <Item key={`${item.title.zh} ${String(index)}`} item={item} />
          ))}
        </ul>
      )}
      <Typography.Text type="secondary" style={{ fontSize: 12, display: 'block', marginTop: 8 }}>
        {common('asOf', { time: formats.exactTime(block.asOf) })}
      </Typography.Text>
    </Card>
  );
}
