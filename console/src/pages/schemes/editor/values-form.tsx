import { PlusOutlined } from '@ant-design/icons';
import type { RuleValues, ScalarJson } from '@danqing/contracts';
import { Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { useVocabulary } from '../../../rule/use-vocabulary.ts';
import { LevelHead } from './level-rows.tsx';
import { type Axis, type Level, levelOf } from './model.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

interface ValuesFormProps {
  readonly axis: Axis;
  readonly hasColours: boolean;
  /** The scheme's own tag, which it cannot be divided by. */
  readonly own: string;
  readonly onChange: (axis: Axis) => void;
}

const mostLevels = 12;

/** The values of a tag, each in a part. */
export function ValuesForm({ axis, hasColours, own, onChange }: ValuesFormProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const marks = usePunctuation();
  const { tags } = useVocabulary();
  const { levels, tag } = axis;
  const values = useApi<RuleValues>('/api/v1/rules/values', { query: { of: 'tag', path: tag, search: '' }, enabled: tag !== '' });
  const found = values.data?.items ?? [];
  const offered = tags
    .filter(({ key }) => key !== own)
    .flatMap(({ key, name, fields, type }) =>
      fields.length === 0
        ? [{ value: key, label: name, type }]
        : fields.map((field) => ({ value: `${key}.${field}`, label: `${name} · ${field}`, type: 'text' as const })),
    );
  const type = tags.find(({ key }) => key === tag)?.type;
  // Values of tags of numbers and of yes and no are asked for as such.
  const scalarOf = (text: string): ScalarJson => (type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text);
  const put = (next: readonly Level[]): void => onChange({ ...axis, levels: next });
  const change = (level: Level): void => put(levels.map((each) => (each.id === level.id ? level : each)));
  const taken = new Map(levels.flatMap((level) => level.values.map((value) => [String(value), level.id] as const)));
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} align="center">
        <Typography.Text>{t('edits.tag')}</Typography.Text>
        <Select
          aria-label={t('edits.tag')}
          placeholder={t('edits.tagHint')}
          {...(tag !== '' && { value: tag })}
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.map(({ value, label }) => ({ value, label }))}
          onChange={(next: string) => onChange({ ...axis, tag: next, levels: [levelOf('')] })}
          style={{ minWidth: 240 }}
        />
        {found.length > 0 && (
          <Button onClick={() => put(found.slice(0, mostLevels).map(({ value }) => levelOf(value.slice(0, 60), { values: [scalarOf(value)] })))}>
            {t('edits.eachValue')}
          </Button>
        )}
      </Flex>
      {tag !== '' &&
        levels.map((level, place) => (
          <Flex key={level.id} wrap gap={8} align="center">
            <LevelHead
              level={level}
              place={place}
              shown={levels}
              canRemove={levels.length > 1}
              hasColour={hasColours}
              onChange={change}
              onRemove={() => put(levels.filter(({ id }) => id !== level.id))}
            />
            <Select
              mode="tags"
              aria-label={t('edits.valuesOf', { name: level.name })}
              placeholder={t('edits.values')}
              value={level.values.map(String)}
              onChange={(next: readonly string[]) => change({ ...level, values: next.map(scalarOf) })}
              options={found
                .filter(({ value }) => (taken.get(value) ?? level.id) === level.id)
                .map(({ value, count }) => ({ value, label: `${value}${marks.brackets(formats.compact(count))}` }))}
              style={{ flex: '1 1 220px', minWidth: 0 }}
            />
          </Flex>
        ))}
      {tag !== '' && (
        <div>
          <Button icon={<PlusOutlined />} onClick={() => put([...levels, levelOf('')])}>
            {t('edits.addPart')}
          </Button>
        </div>
      )}
    </Flex>
  );
}
