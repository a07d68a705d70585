import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client.ts';
import { antdTheme } from '../design/antd-theme.ts';
import { cspNonce, giveNonceToStyles } from '../design/csp-nonce.ts';
import { useMotion } from '../design/motion.ts';
import { useThemeMode } from '../design/theme-mode.ts';
import { Frame } from './frame.tsx';

giveNonceToStyles();

/** Where windows open. Their own place is not yet in the page when nothing moves, and then what should have the focus cannot get it. */
const body = (): HTMLElement => document.body;

/** Everything that pages of a workspace share: data, theme, language of the components, the frame. */
export function AppShell() {
  const { i18n } = useTranslation();
  const mode = useThemeMode();
  const motion = useMotion();
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        theme={antdTheme(mode, motion)}
        locale={i18n.language === 'zh' ? zhCN : enUS}
        csp={{ nonce: cspNonce }}
        button={{ autoInsertSpace: false }}
        // A click beside a dialog would throw away what was typed in it.
        modal={{ mask: { closable: false } }}
        {...(!motion && { getPopupContainer: body })}
      >
        <AntdApp style={{ height: '100%' }}>
          <Frame />
        </AntdApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
