import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useValues } from '../fields/use-values.ts';
import type { Question } from './questions.ts';

interface CategoryStepProps {
  readonly question: Question;
  /** The purchase whose products have categories. */
  readonly event: string;
  readonly onBack: () => void;
  readonly onChoose: (category: string) => void;
}

/** Which kind of goods a question means: chosen once, though the condition names it for what was bought and for what was returned. */
export function CategoryStep({ question, event, onBack, onChoose }: CategoryStepProps) {
  const { t } = useTranslation('rule');
  const [typed, setTyped] = useState('');
  const found = useValues({ of: 'property', event, path: 'products[].category' }, typed, true);
  return (
    <Flex vertical gap={12}>
      <Flex gap={8} align="center">
        <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('palette.back')} onClick={onBack} />
        <Typography.Text strong>{t(`palette.questions.${question.key}`)}</Typography.Text>
      </Flex>
      <Input
        autoFocus
        aria-label={t('palette.category')}
        placeholder={t('palette.category')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onPressEnter={() => {
          if (typed.trim() !== '') onChoose(typed.trim());
        }}
      />
      <Flex wrap gap={8}>
        {found.items.map(({ value, note }) => (
          <Button key={value} onClick={() => onChoose(value)} title={note}>
            {value}
          </Button>
        ))}
      </Flex>
      <Typography.Text type="secondary">{found.says}</Typography.Text>
    </Flex>
  );
}
