import type { SqlSchemaView } from '@danqing/contracts';
import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

/** Questions to begin with; one opens in a tab of its own. */
export function Examples({
  schema,
  onExample,
}: {
  readonly schema: SqlSchemaView | undefined;
  readonly onExample: (example: SqlSchemaView['examples'][number]) => void;
}) {
  const { t } = useTranslation('workbench');
  const marks = usePunctuation();
  const language = useLanguage();
  return (
    <Flex vertical gap={8}>
      {(schema?.examples ?? []).map((example) => (
        <Card key={example.key} size="small">
          <Typography.Text strong>{example.name[language]}</Typography.Text>
          <Typography.Paragraph type="secondary" style={{ margin: '4px 0 8px' }}>
            {example.about[language]}
          </Typography.Paragraph>
          <Button size="small" onClick={() => onExample(example)} aria-label={`${t('useExample')}${marks.colon}${example.name[language]}`}>
            {t('useExample')}
          </Button>
        </Card>
      ))}
    </Flex>
  );
}
