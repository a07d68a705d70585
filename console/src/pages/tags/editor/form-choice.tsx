import {
  AimOutlined,
  ApartmentOutlined,
  BarsOutlined,
  CalculatorOutlined,
  CheckSquareOutlined,
  ConsoleSqlOutlined,
  DeploymentUnitOutlined,
  EditOutlined,
  ExperimentOutlined,
  FunctionOutlined,
  HeartOutlined,
  IdcardOutlined,
} from '@ant-design/icons';
import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FormName, formGroups } from './forms.ts';

const icons: Readonly<Record<FormName, ReactNode>> = {
  trait: <IdcardOutlined />,
  map: <ApartmentOutlined />,
  measure: <CalculatorOutlined />,
  rule: <CheckSquareOutlined />,
  cases: <BarsOutlined />,
  tiers: <FunctionOutlined />,
  rfm: <AimOutlined />,
  lifecycle: <DeploymentUnitOutlined />,
  top: <HeartOutlined />,
  feature: <ExperimentOutlined />,
  sql: <ConsoleSqlOutlined />,
  manual: <EditOutlined />,
  other: null,
};

/** Ways to make a tag, by what one wants to know. */
export function FormChoice({ onChoose }: { readonly onChoose: (form: FormName) => void }) {
  const { t } = useTranslation('tag-editor');
  return (
    <Flex vertical gap={20}>
      {formGroups.map(({ key, forms }) => (
        <section key={key} aria-label={t(`groups.${key}`)}>
          <Typography.Title level={2} style={{ fontSize: 15, margin: '0 0 8px' }}>
            {t(`groups.${key}`)}
          </Typography.Title>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))', gap: 12 }}>
            {forms.map((form) => (
              <button
                key={form}
                type="button"
                onClick={() => onChoose(form)}
                style={{ all: 'unset', cursor: 'pointer', borderRadius: 10, outline: 'revert', display: 'block' }}
              >
                <Card size="small" hoverable style={{ height: '100%' }}>
                  <Flex gap={10} align="flex-start">
                    <span style={{ fontSize: 20, color: 'var(--primary)' }} aria-hidden>
                      {icons[form]}
                    </span>
                    <div>
                      <strong>{t(`forms.${form}.name`)}</strong>
                      <div>{t(`forms.${form}.text`)}</div>
                      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                        {t(`forms.${form}.example`)}
                      </Typography.Text>
                    </div>
                  </Flex>
                </Card>
              </button>
            ))}
          </div>
        </section>
      ))}
    </Flex>
  );
}
