import type { PlanChange } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';

/** What a version changes, event by event. */
export function DiffList({ changes }: { readonly changes: readonly PlanChange[] }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const groups = [...Map.groupBy(changes, ({ event }) => event)];
  return (
    <Flex vertical gap={12}>
      {groups.map(([event, of]) => (
        <div key={event}>
          <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
            {event === '' ? t('plan') : event}
          </Typography.Text>
          <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
            {of.map(({ path, field, words, isStricter, change }) => (
              <li key={`${path}/${field}/${change}`}>
                {path !== '' && <Typography.Text code>{path}</Typography.Text>} {words[language]} {isStricter && <Tag color="warning">{t('stricter')}</Tag>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Flex>
  );
}
