import { maskText, maskUrl } from '../mask.ts';

const TARGETS = 'a,button,summary,[role=button],[role=link],[role=tab],[role=menuitem],input[type=submit],input[type=button],input[type=image],[data-dq-event]';
/** Nothing at or below these is ever looked at. */
const IGNORED = '[data-dq-ignore],input[type=password],[contenteditable]:not([contenteditable=false])';
/** What people type or choose is theirs. */
const NOT_TEXT = `${IGNORED},input,textarea,select,script,style`;

export interface Captured {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const isIgnored = (element: Element): boolean => element.closest(IGNORED) !== null;

function textIn(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element && node.matches(NOT_TEXT)) return '';
  return Array.from(node.childNodes, textIn).join(' ');
}

const labelOf = (element: Element): string => maskText((element.getAttribute('aria-label') ?? textIn(element)).replaceAll(/\s+/g, ' ').trim()).slice(0, 80);

/** `data-dq-coupon="A"` → `{coupon: 'A'}`. */
const markedOn = (element: Element): Record<string, string> =>
  Object.fromEntries(
    Array.from(element.attributes, ({ name, value }) => [/^data-dq-(.+)$/.exec(name)?.[1] ?? '', value] as const).filter(
      ([name]) => name !== '' && name !== 'event' && name !== 'ignore',
    ),
  );

/** The link or button that was clicked, by its label and marks; undefined for everything else. */
export function clickOf(target: unknown): Captured | undefined {
  const element = target instanceof Element ? target.closest(TARGETS) : null;
  if (!(target instanceof Element) || element === null || isIgnored(target)) return undefined;
  const label = labelOf(element);
  const link = element instanceof HTMLAnchorElement && element.href !== '' ? element : undefined;
  return {
    event: element.getAttribute('data-dq-event') ?? 'Element Clicked',
    properties: {
      element: element.tagName.toLowerCase(),
      ...(element.id === '' ? {} : { element_id: element.id }),
      ...(label === '' ? {} : { text: label }),
      ...(link && { href: link.protocol.startsWith('http') ? maskUrl(link.href) : link.protocol }),
      ...markedOn(element),
    },
  };
}
