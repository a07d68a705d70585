import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { levelOf, type PortraitAttribute, type PortraitBucket, sureOf } from './tgi.ts';
import { usePortraitWords } from './use-words.ts';

interface AttributeCardProps {
  readonly attribute: PortraitAttribute;
  /** What it is held against is called; in a row's words, in short. */
  readonly against: string;
  readonly short: string;
  readonly self: string;
}

const shownBuckets = 12;

function Bar({ share, colour, label }: { readonly share: number; readonly colour: string; readonly label: string }) {
  return (
    <Flex align="center" gap={6} style={{ height: 18 }}>
      <div style={{ flex: 1, background: 'var(--ground)', height: 8, borderRadius: 4 }}>
        <div style={{ width: `${Math.min(100, share * 100)}%`, background: colour, height: 8, borderRadius: 4, minWidth: share > 0 ? 2 : 0 }} />
      </div>
      <span style={{ width: 52, textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontSize: 13 }}>{label}</span>
    </Flex>
  );
}

/** One bucket: both shares as bars, the index in words, and how sure that is. */
function BucketRow({ attribute, bucket, against }: { readonly attribute: PortraitAttribute; readonly bucket: PortraitBucket; readonly against: string }) {
  const formats = useFormats();
  const words = usePortraitWords();
  const level = levelOf(bucket.index ?? 100);
  const isSure = sureOf(bucket) === 'certain' || sureOf(bucket) === 'likely';
  const colour = !isSure || level === 'same' ? 'var(--text-secondary)' : level === 'higher' || level === 'muchHigher' ? 'var(--primary)' : 'var(--warning)';
  return (
    <li
      style={{
        listStyle: 'none',
        display: 'grid',
        gridTemplateColumns: 'minmax(60px, 1fr) minmax(110px, 1.4fr) minmax(0, 1.2fr)',
        gap: 12,
        padding: '6px 0',
        alignItems: 'center',
        borderTop: '1px solid var(--line)',
      }}
    >
      <span style={{ overflowWrap: 'anywhere' }}>{words.bucket(attribute, bucket)}</span>
      <div>
        <Bar share={bucket.insideShare} colour="var(--primary)" label={formats.percent(bucket.insideShare)} />
        <Bar share={bucket.baseShare} colour="var(--text-secondary)" label={formats.percent(bucket.baseShare)} />
      </div>
      <div style={{ fontSize: 13, overflowWrap: 'anywhere' }}>
        <div style={{ fontVariantNumeric: 'tabular-nums', fontWeight: isSure && level !== 'same' ? 600 : 400 }}>{words.tgi(bucket, against)}</div>
        <span style={{ color: colour }}>{words.verdict(bucket)}</span>
      </div>
    </li>
  );
}

/** How one attribute is spread here and there. */
export function AttributeCard({ attribute, against, short, self }: AttributeCardProps) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const words = usePortraitWords();
  const { numbers, buckets } = attribute;
  const shown =
    buckets.length > shownBuckets
      ? buckets.toSorted((a, b) => Math.max(b.insideShare, b.baseShare) - Math.max(a.insideShare, a.baseShare)).slice(0, shownBuckets)
      : buckets;
  return (
    <Card
      size="small"
      title={
        <>
          {words.attribute(attribute)} <Tag>{t(`kinds.${attribute.kind}`)}</Tag>
          {attribute.isInRule && <Tag color="blue">{t('inRule')}</Tag>}
        </>
      }
      extra={
        <Flex gap={12} style={{ fontSize: 13 }}>
          <span>
            <span aria-hidden style={{ display: 'inline-block', width: 10, height: 10, borderRadius: 2, background: 'var(--primary)', marginRight: 4 }} />
            {self}
          </span>
          <span>
            <span
              aria-hidden
              style={{ display: 'inline-block', width: 10, height: 10, borderRadius: 2, background: 'var(--text-secondary)', marginRight: 4 }}
            />
            {against}
          </span>
        </Flex>
      }
    >
      {numbers !== null && (
        <Typography.Paragraph style={{ marginBottom: 8 }}>
          {t('meanLine', {
            against,
            inside: words.value(numbers.inside.mean),
            base: words.value(numbers.base.mean),
            medianInside: words.value(numbers.inside.median),
            medianBase: words.value(numbers.base.median),
          })}
        </Typography.Paragraph>
      )}
      <ul style={{ margin: 0, padding: 0 }} aria-label={t('chartLabel', { attribute: words.attribute(attribute), inside: self, base: against })}>
        {shown.map((bucket) => (
          <BucketRow key={`${bucket.kind} ${bucket.value ?? ''} ${bucket.from ?? ''}`} attribute={attribute} bucket={bucket} against={short} />
        ))}
      </ul>
      {buckets.length > shown.length && <Typography.Text type="secondary">{`+${formats.number(buckets.length - shown.length)}`}</Typography.Text>}
    </Card>
  );
}
