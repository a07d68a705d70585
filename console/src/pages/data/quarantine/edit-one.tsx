import type { MendStep } from '@danqing/contracts';
import { Button, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diffSteps } from './diff-steps.ts';

export interface EditOneProps {
  readonly raw: string;
  readonly onCancel: () => void;
  readonly onSave: (steps: readonly MendStep[]) => void;
}

/** The JSON of one message, to be changed by hand. */
export function EditOne({ raw, onCancel, onSave }: EditOneProps) {
  const { t } = useTranslation(['quarantine', 'common']);
  const [text, setText] = useState(() => JSON.stringify(JSON.parse(raw), null, 2));
  const [problem, setProblem] = useState('');
  const save = (): void => {
    try {
      const after: unknown = JSON.parse(text);
      if (typeof after !== 'object' || after === null || Array.isArray(after)) return setProblem(t('badJson'));
      const steps = diffSteps(JSON.parse(raw), after);
      if (steps.length === 0) setProblem(t('nothingChanged'));
      else onSave(steps);
    } catch {
      setProblem(t('badJson'));
    }
  };
  return (
    <Flex vertical gap={8}>
      <Typography.Text type="secondary">{t('editHint')}</Typography.Text>
      <Input.TextArea
        aria-label={t('editOne')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        autoSize={{ minRows: 6, maxRows: 24 }}
        style={{ fontFamily: 'monospace' }}
        spellCheck={false}
      />
      <div role="alert" style={{ color: 'var(--danger)' }}>
        {problem}
      </div>
      <Flex gap={8}>
        <Button type="primary" onClick={save}>
          {t('saveOne')}
        </Button>
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
      </Flex>
    </Flex>
  );
}
