import { Alert, Flex, Select, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultAt } from '../../../../api/error.ts';
import { useZoneOptions } from '../../../../parts/zones.ts';
import { CaseFields } from './case-fields.tsx';
import { beyondForm, idsOf, type Mapping, mappingParts, timeOf, withPart, withTime, zoneOf } from './mapping-model.ts';
import { NamedFields } from './named-fields.tsx';
import { PathSelect, type SeenColumns } from './path-select.tsx';

interface MappingFormProps {
  readonly mapping: Mapping;
  readonly columns: SeenColumns;
  readonly isReadOnly: boolean;
  /** What the server says is wrong, by places within this mapping. */
  readonly faults: readonly FaultAt[];
  readonly onChange: (mapping: Mapping) => void;
}

/** A mapping as questions: which event, whose, when, which number, what it says. */
export function MappingForm({ mapping, columns, isReadOnly, faults, onChange }: MappingFormProps) {
  const { t } = useTranslation('webhooks');
  const zones = useZoneOptions();
  const time = timeOf(mapping);
  const ids = idsOf(mapping);
  const beyond = beyondForm(mapping);
  const said = ({ path, code, message }: FaultAt): string => {
    if (code === 'missing' && path === '/identifiers') return t('form.needIdentifier');
    return code === 'missing' && path === '/when' ? t('form.needEvent') : message;
  };
  const at = (place: string): string | undefined => {
    const fault = faults.find(({ path }) => path === place || path.startsWith(`${place}/`));
    return fault === undefined ? undefined : said(fault);
  };
  const exactly = (place: string): string | undefined => {
    const fault = faults.find(({ path }) => path === place);
    return fault === undefined ? undefined : said(fault);
  };
  return (
    <Flex vertical gap={20}>
      <Part title={t('form.event')} hint={t('form.eventHint')} fault={exactly('/when')}>
        <CaseFields mapping={mapping} columns={columns} isReadOnly={isReadOnly} faultOf={(index) => at(`/when/${index}`)} onChange={onChange} />
      </Part>
      <Part title={t('form.parts.identifiers')} hint={t('form.hints.identifiers')} fault={exactly('/identifiers')}>
        <NamedFields
          part="identifiers"
          mapping={mapping}
          columns={columns}
          isReadOnly={isReadOnly}
          faultOf={(name) => at(`/identifiers/${step(name)}`)}
          onChange={onChange}
        />
      </Part>
      <Part title={t('form.time')} hint={t('form.timeHint')} fault={at('/timestamp')}>
        <div style={{ display: 'grid', gap: 8, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))', maxWidth: 640 }}>
          <PathSelect
            label={t('form.time')}
            columns={columns}
            value={time}
            isClearable
            isReadOnly={isReadOnly}
            placeholder={t('form.timeOfArrival')}
            onChange={(path) => onChange(withTime(mapping, path, zoneOf(mapping)))}
          />
          {time !== undefined && (
            <Select
              aria-label={t('form.zone')}
              allowClear
              disabled={isReadOnly}
              showSearch={{ optionFilterProp: 'label' }}
              value={zoneOf(mapping) ?? null}
              placeholder={t('form.zone')}
              onChange={(zone?: string | null) => onChange(withTime(mapping, time, zone ?? undefined))}
              options={zones}
            />
          )}
        </div>
      </Part>
      <Part title={t('form.number')} hint={t('form.numberHint')} fault={at('/messageId')}>
        <Select
          mode="tags"
          aria-label={t('form.number')}
          disabled={isReadOnly}
          value={[...ids]}
          placeholder={t('form.numberOfSender')}
          style={{ width: '100%', maxWidth: 640 }}
          onChange={(next: string[]) => onChange(withPart(mapping, 'messageId', next))}
          options={columns.map(({ path, example }) => ({ value: path, label: example === '' ? path : `${path} · ${example}` }))}
        />
      </Part>
      {mappingParts
        .filter((part) => part !== 'identifiers')
        .map((part) => (
          <Part key={part} title={t(`form.parts.${part}`)} hint={t(`form.hints.${part}`)} fault={exactly(`/${part}`)}>
            <NamedFields
              part={part}
              mapping={mapping}
              columns={columns}
              isReadOnly={isReadOnly}
              faultOf={(name) => at(`/${part}/${step(name)}`)}
              onChange={onChange}
            />
          </Part>
        ))}
      {beyond.length > 0 && <Alert type="info" showIcon title={t('form.beyond', { parts: beyond.join(', ') })} />}
    </Flex>
  );
}

/** A step of a JSON Pointer. */
const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

interface PartProps {
  readonly title: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}

function Part({ title, hint, fault, children }: PartProps) {
  return (
    <section aria-label={title}>
      <Typography.Text strong>{title}</Typography.Text>
      <Typography.Paragraph type="secondary" style={{ margin: '0 0 8px', fontSize: 13 }}>
        {hint}
      </Typography.Paragraph>
      {children}
      {fault !== undefined && <Typography.Text type="danger">{fault}</Typography.Text>}
    </section>
  );
}
