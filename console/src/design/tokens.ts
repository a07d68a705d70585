/**
 * The visual language (docs/design.md). 丹 is cinnabar, 青 is azurite: azurite for what one acts on, cinnabar for the mark and for what deserves alarm.
 * Contrast of every text colour against its ground is at least 4.5 : 1 in both themes.
 */
export interface Palette {
  readonly primary: string;
  /** Under the mouse, and pressed: further from the ground, so that text keeps its contrast (what antd derives from the primary has 4.04 on white). */
  readonly primaryHover: string;
  readonly primaryActive: string;
  readonly mark: string;
  readonly success: string;
  readonly warning: string;
  readonly danger: string;
  readonly dangerHover: string;
  readonly dangerActive: string;
  /** Grounds under words of these colours, contrast at least 4.5 : 1. */
  readonly successGround: string;
  readonly warningGround: string;
  readonly dangerGround: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly selected: string;
}

export const light: Palette = {
  primary: '#17627a',
  primaryHover: '#0f4f64',
  primaryActive: '#0a3d4e',
  mark: '#c2452c',
  success: '#2b7a4b',
  warning: '#94610a',
  danger: '#b93a2b',
  dangerHover: '#9c2d20',
  dangerActive: '#82231a',
  successGround: '#e8f4ec',
  warningGround: '#fbf1dd',
  dangerGround: '#fbe9e6',
  text: '#1d2529',
  textSecondary: '#566269',
  ground: '#f4f6f6',
  surface: '#ffffff',
  raised: '#ffffff',
  line: '#dfe4e6',
  selected: '#e3eff3',
};

export const dark: Palette = {
  primary: '#5cb3cc',
  primaryHover: '#7cc6da',
  primaryActive: '#9bd6e6',
  mark: '#ee7559',
  success: '#63bd87',
  warning: '#dba54a',
  danger: '#f08474',
  dangerHover: '#f49f92',
  dangerActive: '#f7b8ae',
  successGround: '#17301f',
  warningGround: '#33270f',
  dangerGround: '#3a1d18',
  text: '#e6ebed',
  textSecondary: '#a3aeb4',
  ground: '#11171a',
  surface: '#182024',
  raised: '#1f292e',
  line: '#2c383e',
  selected: '#1c3740',
};

/** Eight colours for series, told apart by colour-blind people too (after Okabe and Ito); order is by contrast between neighbours. */
export const seriesColours = {
  light: ['#17627a', '#d5652b', '#2f9e77', '#a8478f', '#c2920e', '#4a62b8', '#7b8790', '#8a5a3c'],
  dark: ['#5cb3cc', '#f08a55', '#54c79d', '#d283bd', '#e3bd4f', '#8fa3ec', '#a3aeb4', '#c4946f'],
} as const;

export const radius = { s: 4, m: 6, l: 10 } as const;
export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Helvetica Neue', Arial, sans-serif";
