import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../../parts/day-input.tsx';

/** The brand's own days, each with a name and its first and last day. */
export function OwnDays() {
  const { t } = useTranslation('workspace');
  const required = [{ required: true, whitespace: true }];
  return (
    <Form.Item label={t('ownDays')} extra={t('ownDaysHint')}>
      <Form.List name={['holidays', 'own']}>
        {(fields, { add, remove }) => (
          <Flex vertical gap={8}>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={8} wrap align="center">
                <Form.Item name={[name, 'name']} rules={required} messageVariables={{ label: t('dayName') }} noStyle>
                  <Input aria-label={t('dayName')} placeholder={t('dayName')} style={{ flex: '2 1 140px' }} />
                </Form.Item>
                <Form.Item name={[name, 'from']} rules={required} messageVariables={{ label: t('dayFrom') }} noStyle>
                  <DayInput aria-label={t('dayFrom')} style={{ flex: '1 1 130px' }} />
                </Form.Item>
                <Typography.Text type="secondary">–</Typography.Text>
                <Form.Item name={[name, 'to']} rules={required} messageVariables={{ label: t('dayTo') }} noStyle>
                  <DayInput aria-label={t('dayTo')} style={{ flex: '1 1 130px' }} />
                </Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('removeDay', { name: String(name + 1) })} onClick={() => remove(name)} />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ name: '', from: '', to: '' })}>
              {t('addDay')}
            </Button>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  );
}
