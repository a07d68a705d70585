import { Alert, AutoComplete, Button, Card, Flex, Input, Tabs, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultAt } from '../../../../api/error.ts';
import { MappingForm } from './mapping-form.tsx';
import { mappingIn, textOfMapping } from './mapping-model.ts';
import type { SeenColumns } from './path-select.tsx';

export interface MappingText {
  readonly topic: string;
  readonly text: string;
}

interface EditorProps {
  readonly n: number;
  readonly value: MappingText;
  readonly topics: readonly { readonly value: string; readonly label: string }[];
  readonly columns: SeenColumns;
  readonly faults: readonly FaultAt[];
  readonly isReadOnly: boolean;
  readonly onChange: (next: MappingText) => void;
  readonly onRemove: () => void;
}

/** One topic and its mapping: as a form, or as JSON for those who know it. Both write the same text. */
export function MappingEditor({ n, value, topics, columns, faults, isReadOnly, onChange, onRemove }: EditorProps) {
  const { t } = useTranslation('webhooks');
  const [tab, setTab] = useState('form');
  const mapping = mappingIn(value.text);
  const json = (
    <Input.TextArea
      aria-label={t('jsonOf', { n })}
      value={value.text}
      readOnly={isReadOnly}
      autoSize={{ minRows: 6, maxRows: 24 }}
      spellCheck={false}
      style={{ fontFamily: 'var(--mono, monospace)', fontSize: 12.5 }}
      onChange={({ target }) => onChange({ ...value, text: target.value })}
    />
  );
  const form =
    mapping === undefined ? (
      <Alert type="error" showIcon title={t('notJson', { n })} description={t('form.mendJson')} />
    ) : (
      <MappingForm
        mapping={mapping}
        columns={columns}
        isReadOnly={isReadOnly}
        faults={faults}
        onChange={(next) => onChange({ ...value, text: textOfMapping(next) })}
      />
    );
  return (
    <Card size="small">
      <Flex vertical gap={8}>
        <Flex gap={8} align="center">
          <span style={{ whiteSpace: 'nowrap' }}>{t('topic')}</span>
          <AutoComplete
            defaultActiveFirstOption={false}
            aria-label={t('topicOf', { n })}
            value={value.topic}
            disabled={isReadOnly}
            maxLength={200}
            style={{ flex: '1 1 auto', minWidth: 0, maxWidth: 480 }}
            options={[...topics]}
            onChange={(topic) => onChange({ ...value, topic })}
          />
          {!isReadOnly && (
            <Button type="text" danger onClick={onRemove}>
              {t('remove')}
            </Button>
          )}
        </Flex>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {t('form.topicHint')}
        </Typography.Text>
        <Tabs
          size="small"
          activeKey={tab}
          onChange={setTab}
          items={[
            { key: 'form', label: t('form.tab'), children: form },
            { key: 'json', label: t('form.jsonTab'), children: json },
          ]}
        />
        {tab === 'json' && faults.map(({ path, message }) => <Typography.Text key={path} type="danger">{`${path} ${message}`}</Typography.Text>)}
      </Flex>
    </Card>
  );
}
