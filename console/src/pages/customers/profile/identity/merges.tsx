import type { IdentityView } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../api/use-may.ts';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { UndoMerge } from './undo-merge.tsx';

/** Which profiles became this one, why, and the way back. */
export function Merges({ merges }: { readonly merges: IdentityView['merges'] }) {
  const { t } = useTranslation('customer');
  const { t: list } = useTranslation('customers');
  const formats = useFormats();
  const names = useFieldNames();
  const mayDecide = useMay('identity.decide');
  const [open, setOpen] = useUrlState('undo');
  const refOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${names.kind(kind)} ${value}`;
  const merge = merges.find(({ id, undoneAt }) => String(id) === open && undoneAt === null);
  return (
    <>
      <ul className="profile-lines">
        {merges.map((one) => (
          <li key={one.id}>
            <Flex wrap justify="space-between" gap={8}>
              <div style={{ minWidth: 0 }}>
                {list('mergeText', { from: list('number', { id: one.from }), into: list('number', { id: one.into }) })}
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  {one.link === null
                    ? list('mergeByHand', { author: one.author ?? '–' })
                    : list('mergeBecause', { a: refOf(one.link.a), b: refOf(one.link.b) })}
                  {one.reason !== null && ` · ${one.reason}`} · {list('mergedAt', { time: formats.time(one.mergedAt) })}
                </Typography.Text>
              </div>
              {one.undoneAt !== null ? (
                <Typography.Text type="secondary">{list('undoneAt', { time: formats.time(one.undoneAt) })}</Typography.Text>
              ) : (
                mayDecide && <Button onClick={() => setOpen(String(one.id))}>{t('identity.undo')}</Button>
              )}
            </Flex>
          </li>
        ))}
      </ul>
      {merge !== undefined && <UndoMerge mergeId={merge.id} onClose={() => setOpen(null)} />}
    </>
  );
}
