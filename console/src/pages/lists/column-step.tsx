import type { ListRecognition } from '@danqing/contracts';
import { Alert, Flex, Form, Radio, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { usePunctuation } from '../../parts/punctuation.ts';

export interface ColumnChoice {
  readonly column: string;
  readonly kind: string;
}

interface ColumnStepProps {
  readonly recognition: ListRecognition;
  readonly isPasted: boolean;
  readonly value: ColumnChoice | undefined;
  readonly onChange: (choice: ColumnChoice) => void;
}

const usual = ['phone', 'email', 'customer_id', 'user_id', 'card_no', 'unionid', 'profile'];

/** Which column names people, and as what: by whom trying them finds. */
export function ColumnStep({ recognition, isPasted, value, onChange }: ColumnStepProps) {
  const { t } = useTranslation('lists');
  const marks = usePunctuation();
  const formats = useFormats();
  const names = useFieldNames();
  const vocabulary = useApi<{ readonly identifiers: readonly { readonly kind: string }[] }>('/api/v1/rules/vocabulary');
  const nameOf = (kind: string): string => (kind === 'profile' ? t('upload.profile') : names.kind(kind));
  const columns = recognition.columns.filter(({ filled }) => filled > 0);
  const chosen = columns.find(({ name }) => name === value?.column);
  const kinds = [...new Set([...(chosen?.guesses.map(({ kind }) => kind) ?? []), ...usual, ...(vocabulary.data?.identifiers.map(({ kind }) => kind) ?? [])])];
  const saidOf = ({ guesses: [best] }: ListRecognition['columns'][number]): string => {
    if (best === undefined) return '';
    return best.found > 0
      ? t('upload.tried', { tried: formats.number(best.tried), found: formats.number(best.found) })
      : t('upload.triedNone', { tried: formats.number(best.tried) });
  };
  return (
    <Flex vertical gap={16}>
      {recognition.best === null && <Alert type="warning" showIcon title={t('upload.noColumn')} description={t('upload.noColumnHint')} />}
      <Form layout="vertical" requiredMark={false}>
        {!isPasted && (
          <Form.Item label={t('upload.column')} extra={t('upload.columnHint')}>
            <Radio.Group
              value={value?.column}
              onChange={(event) => {
                const column = columns.find(({ name }) => name === event.target.value);
                if (column !== undefined) onChange({ column: column.name, kind: column.guesses[0]?.kind ?? value?.kind ?? 'phone' });
              }}
            >
              <Flex vertical gap={8}>
                {columns.map((column) => (
                  <Radio key={column.name} value={column.name}>
                    <strong>{column.name}</strong> {column.guesses[0] !== undefined && <span>{`· ${nameOf(column.guesses[0].kind)} · ${saidOf(column)}`}</span>}
                    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
                      {t('upload.examples', { values: column.examples.join(marks.between) })}
                    </Typography.Text>
                  </Radio>
                ))}
              </Flex>
            </Radio.Group>
          </Form.Item>
        )}
        {value !== undefined && (
          <Form.Item label={t('upload.kind')} htmlFor="list-kind" {...(isPasted && chosen !== undefined && { extra: saidOf(chosen) })}>
            <Select<string>
              id="list-kind"
              style={{ maxWidth: 320 }}
              value={value.kind}
              onChange={(kind) => onChange({ ...value, kind })}
              options={kinds.map((kind) => {
                const guess = chosen?.guesses.find((each) => each.kind === kind);
                return {
                  value: kind,
                  label:
                    guess === undefined || guess.found === 0 ? nameOf(kind) : `${nameOf(kind)} · ${formats.number(guess.found)}/${formats.number(guess.tried)}`,
                };
              })}
            />
          </Form.Item>
        )}
      </Form>
    </Flex>
  );
}
