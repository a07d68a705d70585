import type { OnboardingView } from '@danqing/contracts';
import { Card, Flex, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { useMissingWords } from '../packs/missing.ts';

/** What the data suffices for today, and what is missing for the rest. */
export function PacksNow() {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const formats = useFormats();
  const missingWords = useMissingWords();
  const workspace = useWorkspaceKey();
  const list = useApi<OnboardingView>('/api/v1/onboarding');
  const packs = list.data?.packs ?? [];
  if (packs.length === 0) return null;
  return (
    <Card>
      <Typography.Title level={2} style={{ fontSize: 17, marginTop: 0 }}>
        {t('packs.title')}
      </Typography.Title>
      <Flex vertical gap={16}>
        {packs.map((pack) => (
          <div key={pack.key}>
            <Typography.Text strong>{pack.name[language]}</Typography.Text>
            <Progress percent={Math.round((pack.ready / Math.max(1, pack.items)) * 100)} showInfo={false} aria-label={pack.name[language]} />
            <Typography.Text type="secondary">
              {t('packs.ready', { ready: formats.number(pack.ready), items: formats.number(pack.items), adopted: formats.number(pack.adopted) })}
            </Typography.Text>
            {pack.missing.length > 0 && (
              <Typography.Paragraph type="secondary" style={{ margin: 0 }}>
                {t('packs.missing', {
                  names: pack.missing.map(missingWords).join(language === 'zh' ? '、' : ', '),
                })}
              </Typography.Paragraph>
            )}
          </div>
        ))}
        <Link to={`/w/${workspace}/packs`}>{t('packs.see')}</Link>
      </Flex>
    </Card>
  );
}
