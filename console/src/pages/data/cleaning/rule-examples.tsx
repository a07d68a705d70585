import type { CleaningExample, CleaningRule } from '@danqing/contracts';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReadBox } from '../../../parts/read-box.tsx';
import { shownValue, typedValue } from './rules.ts';

export interface RuleExamplesProps {
  readonly rule: CleaningRule;
  readonly onChange: (examples: CleaningExample[]) => void;
}

/** What the rule must do: its tests, without which to fail it is not published. */
export function RuleExamples({ rule, onChange }: RuleExamplesProps) {
  const { t } = useTranslation('cleaning');
  const change = (at: number, example: CleaningExample): void => onChange(rule.examples.map((one, index) => (index === at ? example : one)));
  return (
    <section aria-label={t('examples')}>
      <Typography.Text strong>{t('examples')}</Typography.Text>
      <div>
        <Typography.Text type="secondary">{t('examplesHint')}</Typography.Text>
      </div>
      <Flex vertical gap={8} style={{ marginTop: 8 }}>
        {rule.examples.map((example, index) => (
          // Examples have no names: their place is what they are.
          <Flex key={`${index}/${rule.examples.length}`} gap={8} wrap align="center">
            <ReadBox
              aria-label={`${t('in')} ${index + 1}`}
              placeholder={t('in')}
              style={{ flex: '1 1 140px' }}
              value={example.in}
              read={(text) => (text === '' ? '' : typedValue(text))}
              show={(value) => (value === '' ? '' : shownValue(value))}
              onValue={(value) => change(index, { ...example, in: value })}
            />
            →
            <ReadBox
              aria-label={`${t('out')} ${index + 1}`}
              placeholder={t('out')}
              style={{ flex: '1 1 140px' }}
              disabled={example.refused === true}
              value={example.out}
              read={typedValue}
              show={shownValue}
              onValue={(value) => change(index, { ...example, out: value })}
            />
            <Checkbox
              checked={example.refused === true}
              onChange={({ target }) => change(index, target.checked ? { in: example.in, refused: true } : { in: example.in })}
            >
              {t('isRefused')}
            </Checkbox>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeExample')}
              onClick={() => onChange(rule.examples.filter((_, place) => place !== index))}
            />
          </Flex>
        ))}
        <div>
          <Button icon={<PlusOutlined />} onClick={() => onChange([...rule.examples, { in: '' }])}>
            {t('addExample')}
          </Button>
        </div>
      </Flex>
    </section>
  );
}
