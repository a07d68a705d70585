import type { ProfileView } from '@danqing/contracts';
import { Button, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { inOrderOfUse } from '../../names.ts';
import { Section } from '../section.tsx';

const atFirst = 12;
const searchable = 20;

/** By what they are known; two hundred of them stay readable. */
export function Identifiers({ identifiers }: { readonly identifiers: ProfileView['identifiers'] }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useFieldNames();
  const [shown, setShown] = useState(atFirst);
  const [text, setText] = useState('');
  const all = inOrderOfUse(identifiers);
  const found = all.filter(({ kind, value }) => `${names.kind(kind)} ${kind} ${value}`.toLowerCase().includes(text.trim().toLowerCase()));
  const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, some]) => t('identifiers.kinds', { kind: names.kind(kind), n: some.length }));
  return (
    <Section id="identifiers" title={t('identifiers.title')}>
      {all.length === 0 && <Typography.Text type="secondary">{t('identifiers.none')}</Typography.Text>}
      {all.length > atFirst && <Typography.Paragraph type="secondary">{kinds.join(' · ')}</Typography.Paragraph>}
      {all.length > searchable && (
        <Input
          allowClear
          value={text}
          aria-label={t('identifiers.find')}
          placeholder={t('identifiers.find')}
          onChange={(event) => setText(event.target.value)}
          style={{ marginBottom: 8 }}
        />
      )}
      <ul className="profile-lines">
        {found.slice(0, shown).map(({ kind, value, source, firstSeen, lastSeen }) => (
          <li key={`${kind}=${value}`}>
            <Flex justify="space-between" gap={12} wrap>
              <span className="profile-quiet">{names.kind(kind)}</span>
              <strong style={{ overflowWrap: 'anywhere' }}>{value}</strong>
            </Flex>
            <span className="profile-quiet" style={{ fontSize: 12 }}>
              {source} · {t('identifiers.first')} {formats.date(firstSeen)} · {t('identifiers.last')} {formats.date(lastSeen)}
            </span>
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button size="small" onClick={() => setShown(shown + 50)} style={{ marginTop: 8 }}>
          {t('identifiers.more', { n: found.length - shown })}
        </Button>
      )}
    </Section>
  );
}
