import type { PackItemView } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useFormats } from '../../parts/format.ts';
import { mostWanted, useMissingWords, wayTo } from './missing.ts';

const shown = 5;

/** Which data would switch on most of what still waits, and where one brings them. */
export function MostWanted({ items }: { readonly items: readonly PackItemView[] }) {
  const { t } = useTranslation('packs');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const wordsFor = useMissingWords();
  const wanted = mostWanted(items.filter(({ adopted }) => adopted === null)).slice(0, shown);
  if (wanted.length === 0) return null;
  return (
    <section style={{ border: '1px solid var(--line)', borderRadius: 6, padding: '12px 16px', marginBottom: 12 }}>
      <Typography.Text strong>{t('wanted.title')}</Typography.Text>
      <ul style={{ margin: '8px 0 0', paddingLeft: 18 }}>
        {wanted.map((each) => (
          <li key={`${each.kind} ${each.name}`}>
            <Flex wrap gap={8} align="baseline" component="span">
              <span>{wordsFor(each)}</span>
              <Typography.Text type="secondary">
                {each.unlocks > 0 ? t('wanted.unlocks', { n: formats.number(each.unlocks) }) : t('wanted.waits', { n: formats.number(each.items) })}
              </Typography.Text>
              {wayTo(each.kind) === 'source' && (
                <Link to={`/w/${workspace}/data/sources`} style={{ textDecoration: 'underline' }}>
                  {t('wanted.toSources')}
                </Link>
              )}
              <Link to={`/w/${workspace}/data/imports/new`} style={{ textDecoration: 'underline' }}>
                {t('wanted.toImport')}
              </Link>
            </Flex>
          </li>
        ))}
      </ul>
    </section>
  );
}
