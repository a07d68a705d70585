import type { Me, MeChange } from '@danqing/contracts';
import { App, Button, Card, Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../../../design/theme-mode.ts';
import { type Language, languages } from '../../../i18n/language.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

const names: Readonly<Record<Language, string>> = { zh: '简体中文', en: 'English' };
const themes: readonly ThemeChoice[] = ['light', 'dark', 'system'];

/** Name, language and appearance; the last two count at once, here and on every device one signs in on. */
export function ProfileCard({ operator }: { readonly me: Me; readonly operator: NonNullable<Me['operator']> }) {
  const { t, i18n } = useTranslation(['account', 'common']);
  const { message } = App.useApp();
  const language = useLanguage();
  const theme = useThemeChoice();
  const change = useChange((wanted: MeChange) => api.patch<Me>('/api/v1/me', wanted), ['/api/v1/me', '/api/v1/operators']);
  const save = (wanted: MeChange): void =>
    change.mutate(wanted, { onSuccess: () => void message.success(t('common:saved')), onError: (error) => void message.error(error.message) });
  return (
    <Card title={t('profile')}>
      <Form<{ name: string }>
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: operator.name }}
        onFinish={({ name }) => save({ name: name.trim() })}
      >
        <Form.Item label={t('name')} htmlFor="account-name">
          <Flexed>
            <Form.Item name="name" noStyle rules={[{ required: true, whitespace: true, message: t('nameFault') }]}>
              <Input id="account-name" maxLength={100} autoComplete="name" />
            </Form.Item>
            <Button htmlType="submit" loading={change.isPending}>
              {t('common:save')}
            </Button>
          </Flexed>
        </Form.Item>
        <Form.Item label={t('email')} htmlFor="account-email" extra={t('emailHint')}>
          <Input id="account-email" value={operator.email} readOnly variant="filled" />
        </Form.Item>
        <Form.Item label={t('language')}>
          <Segmented<Language>
            value={language}
            aria-label={t('language')}
            options={languages.map((value) => ({ value, label: names[value] }))}
            onChange={(value) => {
              void i18n.changeLanguage(value);
              save({ language: value });
            }}
          />
        </Form.Item>
        <Form.Item label={t('theme')} style={{ marginBottom: 0 }}>
          <Segmented<ThemeChoice>
            value={theme}
            aria-label={t('theme')}
            options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
            onChange={(value) => {
              chooseTheme(value);
              save({ theme: value });
            }}
          />
        </Form.Item>
      </Form>
    </Card>
  );
}

const Flexed = ({ children }: { readonly children: React.ReactNode }) => <div style={{ display: 'flex', gap: 8 }}>{children}</div>;
