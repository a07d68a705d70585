import { type PlanEvidence, type PlanProperty, type PlanType, planTypes } from '@danqing/contracts';
import { Button, Checkbox, Drawer, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { EvidenceCell } from './evidence-cell.tsx';
import { NumberBox } from '../../../parts/number-box.tsx';

interface Fields {
  readonly path: string;
  readonly type: PlanType;
  readonly of?: PlanType;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly values?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly description: string;
}

const pathShape = /^[^.[\]]+(?:\[\])?(?:\.[^.[\]]+(?:\[\])?)*$/u;
const isPath = (path: string): boolean => pathShape.test(path) && !path.endsWith('[]');
const numeric: ReadonlySet<PlanType> = new Set(['number', 'integer']);

/** Values are typed as texts; of numbers and yes or no they mean these. */
function valueOf(text: string, type: PlanType): string | number | boolean {
  if (numeric.has(type) && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

function propertyOf({ path, type, of, required, nullable, values, pattern, minimum, maximum, description }: Fields): PlanProperty {
  const single = type === 'list' ? (of ?? 'any') : type;
  return {
    path: path.trim(),
    type,
    ...(type === 'list' && of !== undefined && { of }),
    required,
    nullable,
    ...(values !== undefined && values.length > 0 && { values: values.map((text) => valueOf(text, single)) }),
    ...(single === 'string' && pattern !== undefined && pattern !== '' && { pattern }),
    ...(numeric.has(single) && typeof minimum === 'number' && { minimum }),
    ...(numeric.has(single) && typeof maximum === 'number' && { maximum }),
    description,
  };
}

const fieldsOf = ({ values, ...rest }: PlanProperty): Fields => ({ ...rest, ...(values !== undefined && { values: values.map(String) }) });

export interface FieldDrawerProps {
  readonly property: PlanProperty;
  /** Paths of the other fields. */
  readonly taken: readonly string[];
  readonly evidence: PlanEvidence | undefined;
  readonly mayWrite: boolean;
  readonly onApply: (property: PlanProperty) => void;
  readonly onClose: () => void;
}

/** Everything that can be asked of one field. */
export function FieldDrawer({ property, taken, evidence, mayWrite, onApply, onClose }: FieldDrawerProps) {
  const { t } = useTranslation(['plan', 'common']);
  const types = planTypes.map((value) => ({ value, label: t(`typeNames.${value}`) }));
  return (
    <Drawer title={property.path === '' ? t('newField') : property.path} open onClose={onClose} mask={{ closable: !mayWrite }} size={480}>
      <Flex vertical gap={16}>
        {evidence !== undefined && <EvidenceCell evidence={evidence} />}
        <Form<Fields> layout="vertical" disabled={!mayWrite} initialValues={fieldsOf(property)} onFinish={(fields) => onApply(propertyOf(fields))}>
          <Form.Item
            name="path"
            label={t('path')}
            extra={t('pathHint')}
            rules={[
              { required: true, whitespace: true, message: t('common:required') },
              {
                validator: async (_, text: string) => {
                  if (text !== '' && !isPath(text.trim())) throw new Error(t('pathBad'));
                  if (taken.includes(text.trim())) throw new Error(t('pathTwice'));
                },
              },
            ]}
          >
            <Input maxLength={200} autoFocus={property.path === ''} />
          </Form.Item>
          <Form.Item name="type" label={t('type')}>
            <Select options={types} />
          </Form.Item>
          <Form.Item noStyle dependencies={['type', 'of']}>
            {({ getFieldValue }) => {
              const type: unknown = getFieldValue('type');
              const of: unknown = getFieldValue('of');
              const single = type === 'list' ? of : type;
              return (
                <>
                  {type === 'list' && (
                    <Form.Item name="of" label={t('element')}>
                      <Select allowClear options={types.filter(({ value }) => value !== 'list')} />
                    </Form.Item>
                  )}
                  {(single === 'string' || single === 'integer' || single === 'number') && (
                    <Form.Item name="values" label={t('values')} extra={t('valuesHint')}>
                      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，']} />
                    </Form.Item>
                  )}
                  {single === 'string' && (
                    <Form.Item name="pattern" label={t('pattern')} extra={t('patternHint')}>
                      <Input maxLength={300} spellCheck={false} />
                    </Form.Item>
                  )}
                  {(single === 'integer' || single === 'number') && (
                    <Flex gap={16}>
                      <Form.Item name="minimum" label={t('minimum')}>
                        <NumberBox />
                      </Form.Item>
                      <Form.Item name="maximum" label={t('maximum')}>
                        <NumberBox />
                      </Form.Item>
                    </Flex>
                  )}
                </>
              );
            }}
          </Form.Item>
          <Form.Item name="required" valuePropName="checked">
            <Checkbox>{t('required')}</Checkbox>
          </Form.Item>
          <Form.Item name="nullable" valuePropName="checked">
            <Checkbox>{t('nullable')}</Checkbox>
          </Form.Item>
          <Form.Item name="description" label={t('description')}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          {mayWrite && (
            <Button type="primary" htmlType="submit">
              {t('apply')}
            </Button>
          )}
        </Form>
      </Flex>
    </Drawer>
  );
}
