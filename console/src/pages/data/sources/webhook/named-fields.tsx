import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Flex, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTyped } from '../../../../parts/typed.ts';
import { offered } from '../../../import/meanings.ts';
import { useImportWords } from '../../../import/use-words.ts';
import { fieldsOf, type Mapping, type MappingPart, withField } from './mapping-model.ts';
import { PathSelect, type SeenColumns } from './path-select.tsx';

interface NamedFieldsProps {
  readonly part: MappingPart;
  readonly mapping: Mapping;
  readonly columns: SeenColumns;
  readonly isReadOnly: boolean;
  /** What is wrong with the field of this name. */
  readonly faultOf: (name: string) => string | undefined;
  readonly onChange: (mapping: Mapping) => void;
}

const targets: Readonly<Record<MappingPart, string>> = { identifiers: 'identifier', properties: 'property', products: 'product', traits: 'trait' };

/** A part of a mapping: names on the left, the fields that they are read from on the right. */
export function NamedFields({ part, mapping, columns, isReadOnly, faultOf, onChange }: NamedFieldsProps) {
  const { t } = useTranslation('webhooks');
  const fields = fieldsOf(mapping, part);
  const [fresh, setFresh] = useState<{ readonly name: string; readonly path: string }>();
  const names = useNames(part);
  const taken = new Set(fields.map(({ name }) => name));
  // Products are read of lists; everything else of the whole body, or of the first element.
  const offeredColumns = part === 'products' ? [...columns].sort((a, b) => Number(b.path.includes('[]')) - Number(a.path.includes('[]'))) : columns;
  const addFresh = (next: { readonly name: string; readonly path: string }): void => {
    if (next.name === '' || next.path === '' || taken.has(next.name)) return setFresh(next);
    setFresh(undefined);
    onChange(withField(mapping, part, fields.length, next));
  };
  return (
    <Flex vertical gap={8}>
      {[
        ...fields.map(({ name, path, written }, index) => {
          const fault = faultOf(name);
          return (
            <Row
              // Its place, so that a field keeps the focus when it is named.
              key={String(index)}
              fault={fault}
              onRemove={isReadOnly ? undefined : () => onChange(withField(mapping, part, index, undefined))}
              removeLabel={t('form.removeOf', { name: names.word(name) })}
            >
              <NameField
                value={name}
                names={names}
                isReadOnly={isReadOnly}
                isTaken={(next) => next !== name && taken.has(next)}
                onChange={(next) => onChange(withField(mapping, part, index, { name: next, path: path ?? '' }))}
              />
              {path === undefined ? (
                <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
                  {written}
                </Typography.Text>
              ) : (
                <PathSelect
                  label={t('form.fieldOf', { name: names.word(name) })}
                  columns={offeredColumns}
                  value={path}
                  isReadOnly={isReadOnly}
                  isWrong={fault !== undefined}
                  onChange={(next) => next !== undefined && onChange(withField(mapping, part, index, { name, path: next }))}
                />
              )}
            </Row>
          );
        }),
        // In the same row it becomes a field, and keeps the focus.
        ...(fresh === undefined
          ? []
          : [
              <Row
                key={String(fields.length)}
                fault={taken.has(fresh.name) ? t('form.taken') : undefined}
                onRemove={() => setFresh(undefined)}
                removeLabel={t('remove')}
              >
                <NameField
                  value={fresh.name}
                  names={names}
                  isReadOnly={false}
                  isTaken={(next) => taken.has(next)}
                  onChange={(name) => addFresh({ ...fresh, name })}
                />
                <PathSelect
                  label={t('form.fieldOf', { name: names.word(fresh.name) })}
                  columns={offeredColumns}
                  value={fresh.path}
                  onChange={(path) => addFresh({ ...fresh, path: path ?? '' })}
                />
              </Row>,
            ]),
      ]}
      {!isReadOnly && fresh === undefined && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} style={{ alignSelf: 'start' }} onClick={() => setFresh({ name: '', path: '' })}>
          {t(`form.add.${part}`)}
        </Button>
      )}
    </Flex>
  );
}

interface Names {
  readonly word: (name: string) => string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Usual names of a part in the reader's words. */
function useNames(part: MappingPart): Names {
  const words = useImportWords();
  const target = targets[part];
  const usual = offered('order_lines').flatMap(([, list]) =>
    list.flatMap((meaning) =>
      meaning.target.startsWith(`${target}:`) ? [[meaning.target.slice(target.length + 1), words.target(meaning.target)] as const] : [],
    ),
  );
  // A column of a file that holds it is told by its meaning; here it is a property like others.
  const named = new Map(part === 'properties' ? [['order_id', words.target('order')], ...usual] : usual);
  return {
    word: (name) => named.get(name) ?? name,
    options: [...named].map(([value, word]) => ({ value, label: `${word} · ${value}` })),
  };
}

interface NameFieldProps {
  readonly value: string;
  readonly names: Names;
  readonly isReadOnly: boolean;
  readonly isTaken: (name: string) => boolean;
  readonly onChange: (name: string) => void;
}

/** A name, usual or one's own; it counts when it is left, so that half a name is none. */
function NameField({ value, names, isReadOnly, isTaken, onChange }: NameFieldProps) {
  const { t } = useTranslation('webhooks');
  const { typed: text, setTyped: setText, tell } = useTyped(value, onChange);
  const word = names.word(text);
  const commit = (next: string): void => {
    const name = next.trim();
    if (name === '' || isTaken(name)) setText(value);
    else tell(name);
  };
  return (
    <div style={{ minWidth: 0 }}>
      <AutoComplete
        defaultActiveFirstOption={false}
        aria-label={t('form.name')}
        value={text}
        disabled={isReadOnly}
        placeholder={t('form.namePlaceholder')}
        style={{ width: '100%' }}
        popupMatchSelectWidth={false}
        showSearch={{ filterOption: (typed, option) => (option?.label ?? '').toLowerCase().includes(typed.toLowerCase()) }}
        options={[...names.options]}
        onChange={setText}
        onSelect={commit}
        onBlur={() => commit(text)}
      />
      {word !== text && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {word}
        </Typography.Text>
      )}
    </div>
  );
}

interface RowProps {
  readonly fault: string | undefined;
  readonly removeLabel: string;
  readonly onRemove: (() => void) | undefined;
  readonly children: readonly ReactNode[];
}

function Row({ fault, removeLabel, onRemove, children }: RowProps) {
  return (
    <div>
      <div style={{ display: 'grid', gap: 8, gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 32px', alignItems: 'start' }}>
        {children}
        {onRemove !== undefined && <Button type="text" aria-label={removeLabel} icon={<DeleteOutlined aria-hidden />} onClick={onRemove} />}
      </div>
      {fault !== undefined && <Typography.Text type="danger">{fault}</Typography.Text>}
    </div>
  );
}
