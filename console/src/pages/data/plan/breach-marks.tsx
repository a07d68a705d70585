import type { BreachKind, LookedEventView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { Typography } from 'antd';
import { useExpected } from './expected.ts';

const kinds: readonly BreachKind[] = ['unknown_event', 'unknown_property', 'missing', 'type', 'value', 'pattern', 'range'];

/** What one event has against the plan. */
export function BreachMarks({ breaches }: { readonly breaches: NonNullable<LookedEventView['breaches']> }) {
  const { t } = useTranslation('plan');
  const expectedOf = useExpected();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {breaches.map(({ path, kind, expected }) => {
        const known = kinds.find((one) => one === kind);
        return (
          <li key={`${path}/${kind}`}>
            {known === undefined ? kind : t(`kinds.${known}`)} {path !== '' && <Typography.Text code>{path}</Typography.Text>}{' '}
            <Typography.Text type="secondary">{known !== undefined && expectedOf(known, expected)}</Typography.Text>
          </li>
        );
      })}
    </ul>
  );
}
