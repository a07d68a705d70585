import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { MeasureJson } from '@danqing/contracts';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { MeasureFields } from '../../../../rule/fields/measure-fields.tsx';
import { Field } from '../field.tsx';

interface MeasuresFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly add: string;
  readonly at: string;
  readonly measures: readonly MeasureJson[];
  readonly onChange: (measures: readonly MeasureJson[]) => void;
}

/** More are refused. */
const most = 10;

/** What a model looks at. */
export function MeasuresField({ label, hint, add, at, measures, onChange }: MeasuresFieldProps) {
  const { t } = useTranslation('tag-editor');
  return (
    <Field label={label} hint={hint} at={at}>
      <Flex vertical gap={8}>
        {measures.map((measure, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- measures have no other name while they are filled in
          <Flex key={index} gap={8} align="flex-start">
            <div style={{ minWidth: 0 }}>
              <MeasureFields measure={measure} label="" onChange={(next) => onChange(measures.with(index, next))} />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('feature.removeField', { n: index + 1 })}
              onClick={() => onChange(measures.toSpliced(index, 1))}
            />
          </Flex>
        ))}
        {measures.length < most && (
          <div>
            <Button icon={<PlusOutlined />} onClick={() => onChange([...measures, { trait: '' }])}>
              {add}
            </Button>
          </div>
        )}
      </Flex>
    </Field>
  );
}
