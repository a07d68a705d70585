import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Serious and critical faults that axe finds in the page as it stands, one line each. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Colours on their way are nobody's choice: none sets out while axe looks, as one does when the page moves a link under the mouse. What turns for ever is left to turn.
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important; }');
    document.adoptedStyleSheets.push(still);
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, help, nodes }) =>
          `${id}: ${help} (${nodes
            .map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`)
            .slice(0, 4)
            .join(' | ')})`,
      );
  });
}

declare global {
  interface Window {
    readonly axe: {
      run(
        context: Document,
        options: object,
      ): Promise<{
        readonly violations: readonly {
          readonly id: string;
          readonly impact: string;
          readonly help: string;
          readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
        }[];
      }>;
    };
  }
}
