import { theme } from 'antd';
import { expect, it } from 'vitest';
import { antdTheme } from './antd-theme.ts';
import { dark, light, type Palette } from './tokens.ts';

/** Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const texts = ['primary', 'primaryHover', 'primaryActive', 'success', 'warning', 'danger', 'dangerHover', 'dangerActive', 'text', 'textSecondary'] as const;
const grounds = ['ground', 'surface', 'raised'] as const;

const tooWeak = (palette: Palette): readonly string[] =>
  grounds.flatMap((ground) => texts.filter((text) => contrastOf(palette[text], palette[ground]) < 4.5).map((text) => `${text} on ${ground}`));

it('knows what contrast is', () => {
  expect([contrastOf('#000000', '#ffffff'), contrastOf('#777777', '#ffffff')].map((found) => found.toFixed(2))).toEqual(['21.00', '4.48']);
});

it('has no text that is hard to read, whether it rests, lies under the mouse or is pressed', () => {
  expect([tooWeak(light), tooWeak(dark)]).toEqual([[], []]);
});

it.each(['light', 'dark'] as const)('leaves no colour of links and buttons to be derived: %s', (mode) => {
  const palette = mode === 'dark' ? dark : light;
  const { colorLinkHover, colorPrimaryHover, colorErrorHover, colorTextLightSolid } = theme.getDesignToken(antdTheme(mode, false));
  expect([colorLinkHover, colorPrimaryHover, colorErrorHover]).toEqual([palette.primaryHover, palette.primaryHover, palette.dangerHover]);
  const ink = colorTextLightSolid.length === 4 ? '#ffffff' : colorTextLightSolid;
  expect(contrastOf(ink, colorPrimaryHover)).toBeGreaterThan(4.5);
});
