import type { AuditItem } from '@danqing/contracts';
import { Button, Grid, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { actionWords, detailWords } from './action-words.ts';

/** To the second on a wide screen; how long ago, with the second behind it, on a phone. */
export function Moment({ at }: { readonly at: string }) {
  const formats = useFormats();
  const isWide = Grid.useBreakpoint().md ?? true;
  return (
    <time dateTime={at} title={formats.exactTime(at)} style={{ whiteSpace: 'nowrap', ...(!isWide && { color: 'var(--text-secondary)' }) }}>
      {isWide ? formats.exactTime(at) : formats.ago(at)}
    </time>
  );
}

/** Who; a click leaves only what they did. */
export function Actor({ entry: { actor, operator }, onOnly }: { readonly entry: AuditItem; readonly onOnly: (operator: string | null) => void }) {
  const { t } = useTranslation('audit');
  return (
    <>
      <Tooltip title={t('onlyHim')}>
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => onOnly(operator)}>
          {actor}
        </Button>
      </Tooltip>{' '}
      {operator === null && <Tag>{t('key')}</Tag>}
    </>
  );
}

/** What was done, and what the entry says besides. */
export function Deed({ entry: { action, details } }: { readonly entry: AuditItem }) {
  const { t } = useTranslation(['audit', 'entrance']);
  const more = detailWords(details, t);
  return (
    <div>
      <span title={action}>{actionWords(action, t)}</span>
      {more !== '' && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13, maxWidth: 420, wordBreak: 'break-word' }}>
          {more}
        </Typography.Text>
      )}
    </div>
  );
}

/** What it was done to: people by their name, everything else by its key. */
export function Thing({ object, names }: { readonly object: string; readonly names: ReadonlyMap<string, string> }) {
  const name = names.get(object.replace(/^operator:/, ''));
  return name === undefined ? (
    <Typography.Text code style={{ wordBreak: 'break-all' }}>
      {object}
    </Typography.Text>
  ) : (
    <Typography.Text title={object}>{name}</Typography.Text>
  );
}
