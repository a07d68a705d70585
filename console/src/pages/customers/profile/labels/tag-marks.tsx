import type { ProfileTag } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { marksOf } from '../stage.ts';

/** Beside a value: filled in and not the customer's own, or far from everybody else's. */
export function TagMarks({ tag }: { readonly tag: ProfileTag }) {
  const { t } = useTranslation('customer');
  return marksOf(tag).map((mark) => (
    <Tag key={mark} style={{ marginInline: '6px 0' }}>
      {t(`tags.marks.${mark}`)}
    </Tag>
  ));
}
