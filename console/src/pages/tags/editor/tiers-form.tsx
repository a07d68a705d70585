import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { TagDefinitionJson, TiersJson } from '@danqing/contracts';
import { Button, Checkbox, Flex, Input, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../rule/fields/controls.tsx';
import { MeasureFields } from '../../../rule/fields/measure-fields.tsx';
import { FaultsAt } from './faults.tsx';
import { Field } from './field.tsx';
import { changedMethod, type Method, methodOf, withoutTier, withTier } from './tiers.ts';
import { evenShares } from '../../../parts/even-shares.ts';

const methods: readonly Method[] = ['cuts', 'quantile', 'equal', 'natural'];

interface TiersFormProps {
  readonly tiers: TiersJson;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

/** A number cut into named tiers. */
export function TiersForm({ tiers, onChange }: TiersFormProps) {
  const { t } = useTranslation('tag-editor');
  const put = (next: TiersJson): void => onChange({ tiers: next });
  const { by, names, cuts, shares } = tiers;
  const method = methodOf(tiers);
  const sum = Math.round((shares ?? []).reduce((total, share) => total + share, 0) * 100) / 100;
  return (
    <>
      <Field label={t('tiers.by')} at="/definition/tiers/by">
        <MeasureFields measure={by} label="" onChange={(next) => put({ ...tiers, by: next })} />
      </Field>
      <Field label={t('tiers.method')} hint={t(`tiers.methodHints.${method}`)} at="/definition/tiers/method">
        <Flex wrap gap={12} align="center">
          <Segmented<Method>
            aria-label={t('tiers.method')}
            value={method}
            options={methods.map((value) => ({ value, label: t(`tiers.methods.${value}`) }))}
            onChange={(next) => put(changedMethod(tiers, next))}
          />
          {method === 'quantile' && (
            <Checkbox checked={shares !== undefined} onChange={({ target }) => put(changedMethod(tiers, 'quantile', target.checked))}>
              {t('tiers.shares')}
            </Checkbox>
          )}
        </Flex>
      </Field>
      <Field label={t('tiers.names')} at="/definition/tiers/names">
        <Flex vertical gap={8}>
          {names.map((name, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- tiers are their place
            <Flex key={index} wrap gap={8} align="center">
              <Input
                aria-label={t('tiers.name', { n: index + 1 })}
                value={name}
                onChange={({ target }) => put({ ...tiers, names: names.with(index, target.value) })}
                style={{ width: 180 }}
              />
              {shares !== undefined && (
                <Num
                  label={t('tiers.share', { n: index + 1 })}
                  value={shares[index]}
                  min={0}
                  max={100}
                  onChange={(share) => put({ ...tiers, shares: shares.with(index, share) })}
                />
              )}
              {shares !== undefined && <span>%</span>}
              {cuts !== undefined && index < names.length - 1 && (
                <>
                  <Typography.Text type="secondary">&lt;</Typography.Text>
                  <Num
                    label={t('tiers.cut', { n: index + 1, m: index + 2 })}
                    value={cuts[index]}
                    width={120}
                    onChange={(cut) => put({ ...tiers, cuts: cuts.with(index, cut) })}
                  />
                  <Typography.Text type="secondary">≤</Typography.Text>
                </>
              )}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                disabled={names.length <= 2}
                aria-label={t('tiers.remove', { n: index + 1 })}
                onClick={() => put(withoutTier(tiers, index))}
              />
            </Flex>
          ))}
          <Flex wrap gap={8} align="center">
            <Button icon={<PlusOutlined />} onClick={() => put(withTier(tiers))}>
              {t('tiers.add')}
            </Button>
            {shares !== undefined && <Button onClick={() => put({ ...tiers, shares: evenShares(names.length) })}>{t('tiers.even')}</Button>}
            {shares !== undefined && sum !== 100 && <Typography.Text type="danger">{t('tiers.sum', { sum })}</Typography.Text>}
          </Flex>
          <FaultsAt at="/definition/tiers/cuts" />
          <FaultsAt at="/definition/tiers/shares" />
        </Flex>
      </Field>
    </>
  );
}
