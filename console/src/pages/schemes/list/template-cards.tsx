import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useVocabulary } from '../../../rule/use-vocabulary.ts';
import { rfmTag, templateKeys } from '../editor/templates.ts';

/** Ready schemes to start from. */
export function TemplateCards() {
  const { t } = useTranslation('schemes');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const hasRfm = rfmTag(useVocabulary()) !== undefined;
  return (
    <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))' }}>
      {templateKeys.map((key) => {
        const isMissing = key === 'rfm' && !hasRfm;
        const to = `/w/${workspace}/schemes/new?template=${key}`;
        return (
          <Card key={key} hoverable={!isMissing} size="small" onClick={() => (isMissing ? undefined : void navigate(to))}>
            <Flex vertical gap={4}>
              <Typography.Text strong>
                {isMissing ? (
                  t(`template.${key}Name`)
                ) : (
                  <Link to={to} onClick={(event) => event.stopPropagation()}>
                    {t(`template.${key}Name`)}
                  </Link>
                )}
              </Typography.Text>
              <Typography.Text type="secondary">{isMissing ? t('needsRfm') : t(`template.${key}Hint`)}</Typography.Text>
              {isMissing && <Link to={`/w/${workspace}/packs`}>{t('toPacks')}</Link>}
            </Flex>
          </Card>
        );
      })}
    </div>
  );
}
