import { theme, type ThemeConfig } from 'antd';
import type { ThemeMode } from './theme-mode.ts';
import { dark, fontFamily, light, radius } from './tokens.ts';

/** Our tokens as antd's. */
export function antdTheme(mode: ThemeMode, motion: boolean): ThemeConfig {
  const palette = mode === 'dark' ? dark : light;
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion,
      colorPrimary: palette.primary,
      colorPrimaryHover: palette.primaryHover,
      colorPrimaryActive: palette.primaryActive,
      colorInfo: palette.primary,
      colorSuccess: palette.success,
      colorWarning: palette.warning,
      colorError: palette.danger,
      colorErrorHover: palette.dangerHover,
      colorErrorActive: palette.dangerActive,
      colorInfoBg: palette.selected,
      colorInfoBorder: palette.line,
      colorSuccessBg: palette.successGround,
      colorSuccessBorder: palette.line,
      colorWarningBg: palette.warningGround,
      colorWarningBorder: palette.line,
      colorErrorBg: palette.dangerGround,
      colorErrorBorder: palette.line,
      colorLink: palette.primary,
      colorLinkHover: palette.primaryHover,
      colorLinkActive: palette.primaryActive,
      colorText: palette.text,
      colorTextSecondary: palette.textSecondary,
      colorTextTertiary: palette.textSecondary,
      colorTextDescription: palette.textSecondary,
      colorTextPlaceholder: palette.textSecondary,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      borderRadius: radius.m,
      borderRadiusLG: radius.l,
      borderRadiusSM: radius.s,
      fontFamily,
      fontSize: 14,
      // Text on a filled primary button: dark ink on the light azurite of the dark theme, white on the deep one.
      ...(mode === 'dark' && { colorTextLightSolid: '#0b1316' }),
    },
    components: {
      Layout: { siderBg: palette.surface, headerBg: palette.surface, bodyBg: palette.ground, headerHeight: 56, headerPadding: '0 16px' },
      Menu: {
        itemSelectedBg: palette.selected,
        itemSelectedColor: palette.primary,
        itemHeight: 36,
        itemBorderRadius: radius.m,
        groupTitleColor: palette.textSecondary,
      },
      Table: { headerBg: palette.surface, headerColor: palette.textSecondary, cellPaddingBlock: 10 },
      Tooltip: { colorTextLightSolid: '#ffffff', colorBgSpotlight: '#26333a' },
    },
  };
}
