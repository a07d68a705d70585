import type { MendStep, Offence } from '@danqing/contracts';
import { Alert, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

/** What is wrong, where, and what might mend it. */
export function OffenceNote({ offence, onTake }: { readonly offence: Offence; readonly onTake: ((steps: readonly MendStep[]) => void) | undefined }) {
  const { t } = useTranslation('quarantine');
  const marks = usePunctuation();
  const language = useLanguage();
  const { path, words, proposal } = offence;
  return (
    <Alert
      type="warning"
      showIcon
      title={words[language]}
      description={
        <Flex vertical gap={4} align="flex-start">
          {path !== null && (
            <span>
              {t('at')}
              {marks.colon}
              <Typography.Text code>{path}</Typography.Text>
            </span>
          )}
          {proposal !== null && (
            <Flex gap={8} wrap align="center">
              <span>
                {t('proposal')}
                {marks.colon}
                {proposal.words[language]}
              </span>
              {onTake !== undefined && proposal.steps.length > 0 && (
                <Button size="small" type="primary" ghost onClick={() => onTake(proposal.steps)}>
                  {t('useProposal')}
                </Button>
              )}
            </Flex>
          )}
        </Flex>
      }
    />
  );
}
