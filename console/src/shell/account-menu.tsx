import { CheckOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { keepChoice } from '../api/preferences.ts';
import type { MeView } from '../api/session.ts';
import { signOut } from '../api/sign-out.ts';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../design/theme-mode.ts';
import { type Language, languages } from '../i18n/language.ts';

const names: Readonly<Record<Language, string>> = { zh: '简体中文', en: 'English' };
const themes: readonly ThemeChoice[] = ['light', 'dark', 'system'];

/** Language, appearance, own account, sign-out. */
export function AccountMenu({ workspace, me }: { readonly workspace: string; readonly me: MeView }) {
  const { t, i18n } = useTranslation('shell');
  const navigate = useNavigate();
  const theme = useThemeChoice();
  const mark = (isChosen: boolean) => <CheckOutlined style={{ visibility: isChosen ? 'visible' : 'hidden' }} />;
  const items: MenuProps['items'] = [
    { key: 'account', icon: <UserOutlined />, label: t('account'), onClick: () => void navigate(`/w/${workspace}/settings/account`) },
    { type: 'divider' },
    {
      type: 'group',
      label: t('language'),
      children: languages.map((language) => ({
        key: language,
        icon: mark(i18n.language === language),
        label: <span lang={language}>{names[language]}</span>,
        onClick: () => {
          void i18n.changeLanguage(language);
          keepChoice({ language });
        },
      })),
    },
    {
      type: 'group',
      label: t('theme'),
      children: themes.map((choice) => ({
        key: choice,
        icon: mark(theme === choice),
        label: t(choice),
        onClick: () => {
          chooseTheme(choice);
          keepChoice({ theme: choice });
        },
      })),
    },
    { type: 'divider' },
    { key: 'sign-out', label: t('signOut'), onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<UserOutlined />} aria-label={`${t('account')} ${me.operator?.name ?? ''}`}>
        <span style={{ maxWidth: 120, overflow: 'hidden', textOverflow: 'ellipsis' }}>{me.operator?.name ?? ''}</span>
      </Button>
    </Dropdown>
  );
}
