import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { WhereJson } from '@danqing/contracts';
import { Button, Flex, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ElementWhere, PropWhere } from '../model/forms.ts';
import { firstTest } from '../model/values.ts';
import { useSpoken } from '../use-vocabulary.ts';
import { Pick } from './controls.tsx';
import { type Reads, useOffers } from './offers.ts';
import { TestFields } from './test-fields.tsx';
import type { ValueSource } from './use-values.ts';

interface WhereFieldsProps {
  readonly where: WhereJson | undefined;
  readonly reads: Reads;
  readonly onChange: (where: WhereJson | undefined) => void;
}

const partsOf = (where: WhereJson | undefined): { readonly join: 'all' | 'any'; readonly of: readonly WhereJson[] } => {
  if (where === undefined) return { join: 'all', of: [] };
  if ('all' in where) return { join: 'all', of: where.all };
  return 'any' in where ? { join: 'any', of: where.any } : { join: 'all', of: [where] };
};

/** One condition stands alone, several in a group, none is none. */
function joined(join: 'all' | 'any', of: readonly WhereJson[]): WhereJson | undefined {
  const [only] = of;
  if (of.length < 2) return only;
  return join === 'all' ? { all: of } : { any: of };
}

const newProp = (): WhereJson => ({ prop: '', op: 'in', value: [] });

/** Which events (or elements) count. */
export function WhereFields({ where, reads, onChange }: WhereFieldsProps) {
  const { t } = useTranslation('rule');
  const { names } = useSpoken();
  const offers = useOffers();
  const { join, of } = partsOf(where);
  const change = (parts: readonly WhereJson[]): void => onChange(joined(join, parts));
  const lists = reads.list === undefined ? offers.lists(reads.event) : [];
  return (
    <div className={of.length === 0 ? undefined : 'rule-wheres'}>
      {of.length > 1 && (
        <Segmented<'all' | 'any'>
          size="small"
          aria-label={t('joinLabel')}
          value={join}
          options={[
            { value: 'all', label: t('all') },
            { value: 'any', label: t('any') },
          ]}
          onChange={(next) => onChange(joined(next, of))}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      {of.map((part, index) => (
        <WherePart key={index} where={part} reads={reads} onChange={(next) => change(next === undefined ? of.toSpliced(index, 1) : of.with(index, next))} />
      ))}
      <Flex wrap gap={4}>
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => change([...of, newProp()])}>
          {t('addWhere')}
        </Button>
        {lists.map((list) => (
          <Button key={list} size="small" type="text" icon={<PlusOutlined />} onClick={() => change([...of, { element: list, where: newProp() }])}>
            {t('addElement', { list: names.property(reads.event, list.slice(0, -2)) })}
          </Button>
        ))}
        {of.length > 1 && (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => change([...of, { any: [newProp(), newProp()] }])}>
            {t('addWhereGroup')}
          </Button>
        )}
      </Flex>
    </div>
  );
}

interface WherePartProps {
  readonly where: WhereJson;
  readonly reads: Reads;
  readonly onChange: (where: WhereJson | undefined) => void;
}

function WherePart({ where, reads, onChange }: WherePartProps) {
  const { t } = useTranslation('rule');
  if ('not' in where) {
    return (
      <Flex gap={4} align="flex-start" wrap>
        <Button size="small" danger title={t('negateWhere')} onClick={() => onChange(where.not)}>
          {t('whereNot')}
        </Button>
        <div style={{ flex: '1 1 240px' }}>
          <WherePart where={where.not} reads={reads} onChange={(not) => onChange(not === undefined ? undefined : { not })} />
        </div>
      </Flex>
    );
  }
  if ('prop' in where) return <PropFields where={where} reads={reads} onChange={onChange} />;
  if ('element' in where) return <ElementFields where={where} reads={reads} onChange={onChange} />;
  return <WhereFields where={where} reads={reads} onChange={onChange} />;
}

const sourceOf = ({ event, list }: Reads, path: string): ValueSource | null => {
  if (list === undefined || path.startsWith('$')) return { of: 'property', event, path };
  if (path.startsWith('product.')) return { of: 'product', path: path.slice('product.'.length) };
  return { of: 'property', event, path: path.startsWith('event.') ? path.slice('event.'.length) : `${list}.${path}` };
};

function PropFields({ where, reads, onChange }: WherePartProps & { readonly where: PropWhere }) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  const type = offers.propertyType(reads, where.prop);
  return (
    <div className="rule-fields">
      <span>{t('where')}</span>
      <Pick
        label={t('prop')}
        placeholder={t('chooseProp')}
        value={where.prop}
        groups={offers.properties(reads)}
        onChange={(prop) => onChange({ prop, ...firstTest(offers.propertyType(reads, prop)) })}
        free
      />
      <TestFields test={where} type={type} source={sourceOf(reads, where.prop)} onChange={(test) => onChange({ prop: where.prop, ...test })} />
      <Button size="small" type="text" title={t('negateWhere')} onClick={() => onChange({ not: where })}>
        {t('whereNot')}
      </Button>
      <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('removeWhere')} onClick={() => onChange(undefined)} />
    </div>
  );
}

function ElementFields({ where, reads, onChange }: WherePartProps & { readonly where: ElementWhere }) {
  const { t } = useTranslation('rule');
  const { names } = useSpoken();
  const list = where.element.endsWith('[]') ? where.element : `${where.element}[]`;
  return (
    <div className="rule-part">
      <Flex justify="space-between">
        <span>{t('elementAll', { list: names.property(reads.event, list.slice(0, -2)) })}</span>
        <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('removeWhere')} onClick={() => onChange(undefined)} />
      </Flex>
      <WhereFields
        where={where.where}
        reads={{ event: reads.event, list }}
        onChange={(inner) => onChange(inner === undefined ? undefined : { element: where.element, where: inner })}
      />
    </div>
  );
}
