import { Button, Card, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface MappingText {
  readonly topic: string;
  readonly text: string;
}

interface EditorProps {
  readonly n: number;
  readonly value: MappingText;
  readonly isReadOnly: boolean;
  readonly onChange: (next: MappingText) => void;
  readonly onRemove: () => void;
}

/** One topic and its mapping, as JSON. */
export function MappingEditor({ n, value, isReadOnly, onChange, onRemove }: EditorProps) {
  const { t } = useTranslation('webhooks');
  return (
    <Card size="small">
      <Flex vertical gap={8}>
        <Flex gap={8} align="center">
          <span>{t('topic')}</span>
          <Input
            aria-label={t('topicOf', { n })}
            value={value.topic}
            readOnly={isReadOnly}
            maxLength={200}
            onChange={({ target }) => onChange({ ...value, topic: target.value })}
          />
          {!isReadOnly && (
            <Button type="text" danger onClick={onRemove}>
              {t('remove')}
            </Button>
          )}
        </Flex>
        <Input.TextArea
          aria-label={t('jsonOf', { n })}
          value={value.text}
          readOnly={isReadOnly}
          autoSize={{ minRows: 6, maxRows: 24 }}
          spellCheck={false}
          style={{ fontFamily: 'var(--mono, monospace)', fontSize: 12.5 }}
          onChange={({ target }) => onChange({ ...value, text: target.value })}
        />
      </Flex>
    </Card>
  );
}
