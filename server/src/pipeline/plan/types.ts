import type { Plan, PlanEvent, PlanProperty, PlanType } from '@danqing/contracts';

interface Branch {
  property: PlanProperty | undefined;
  readonly children: Map<string, Branch>;
}

const newBranch = (): Branch => ({ property: undefined, children: new Map() });

/** `products[].sku` → products → [] → sku. */
function treeOf(properties: readonly PlanProperty[]): Branch {
  const root = newBranch();
  for (const property of properties) {
    let branch = root;
    for (const name of property.path.replaceAll('[]', '.[]').split('.')) {
      const next = branch.children.get(name) ?? newBranch();
      branch.children.set(name, next);
      branch = next;
    }
    branch.property = property;
  }
  return root;
}

const scalars: Readonly<Record<PlanType, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  'date-time': 'string | Date',
  object: 'Readonly<Record<string, unknown>>',
  list: 'readonly unknown[]',
  any: 'unknown',
};

const identifier = /^[A-Za-z_$][\w$]*$/;
const nameOf = (name: string): string => (identifier.test(name) ? name : JSON.stringify(name));

const commentOf = (text: string, indent: string): string =>
  text.trim() === ''
    ? ''
    : `${indent}/** ${text
        .trim()
        .replaceAll('*/', '*\\/')
        .replaceAll(/\s*\n\s*/g, ' ')} */\n`;

const isRequired = ({ property, children }: Branch): boolean =>
  property?.required ?? (!children.has('[]') && [...children.values()].some((child) => isRequired(child)));

function single(type: PlanType, branch: Branch, isOpen: boolean, indent: string): string {
  if ((type === 'object' || type === 'any') && branch.children.size > 0) return objectOf(branch, isOpen || type === 'any', indent);
  const { values } = branch.property ?? {};
  return values === undefined ? scalars[type] : values.map((value) => JSON.stringify(value)).join(' | ');
}

function typeOf(branch: Branch, isOpen: boolean, indent: string): string {
  const { property, children } = branch;
  const elements = children.get('[]');
  const isList = property?.type === 'list' || (property === undefined && elements !== undefined);
  if (!isList) return withNull(single(property?.type ?? 'object', branch, isOpen, indent), property);
  const of = property?.of ?? (elements === undefined ? 'any' : 'object');
  const element = single(of, { property, children: elements?.children ?? new Map<string, Branch>() }, isOpen, indent);
  return withNull(`readonly ${/[ |<]/.test(element) && !element.startsWith('{') ? `(${element})` : element}[]`, property);
}

const withNull = (type: string, property: PlanProperty | undefined): string => (property?.nullable === true ? `${type} | null` : type);

function objectOf({ children }: Branch, isOpen: boolean, indent: string): string {
  const inner = `${indent}  `;
  const lines = [...children].map(
    ([name, branch]) =>
      `${commentOf(branch.property?.description ?? '', inner)}${inner}readonly ${nameOf(name)}${isRequired(branch) ? '' : '?'}: ${typeOf(branch, isOpen, inner)};\n`,
  );
  const others = isOpen ? `${inner}readonly [other: string]: unknown;\n` : '';
  return lines.length === 0 && others === '' ? 'Readonly<Record<string, never>>' : `{\n${lines.join('')}${others}${indent}}`;
}

const propertiesOf = ({ properties, others }: PlanEvent, indent: string): string => objectOf(treeOf(properties), others === 'allow', indent);

/** Stored names of messages that are no track events. */
const named: ReadonlySet<string> = new Set(['Page Viewed', 'Screen Viewed', '$identify', '$group', '$alias']);

const clients = `
type PropertiesOf<Each, Rest extends readonly unknown[]> = Partial<Each> extends Each ? [properties?: Each, ...rest: Rest] : [properties: Each, ...rest: Rest];
type RestOf<Given> = Given extends readonly [unknown?, unknown?, ...infer Rest] ? Rest : [];
type Without<Message, Names extends string> = Message extends unknown ? Omit<Message, Names> : never;
type Carrying<Each> = Partial<Each> extends Each ? { readonly properties?: Each } : { readonly properties: Each };
type ByName<Rest extends readonly unknown[]> = { [Name in keyof PlanEvents]: [event: Name, ...given: PropertiesOf<PlanEvents[Name], Rest>] }[keyof PlanEvents];
type ByMessage<Message> = { [Name in keyof PlanEvents]: Without<Message, 'event' | 'properties'> & { readonly event: Name } & Carrying<PlanEvents[Name]> }[keyof PlanEvents];

/** What any client of Segment's kind has. */
interface AnyClient {
  track(...given: never[]): unknown;
}

/**
 * A client that takes planned events only: \`const analytics: Planned<AnalyticsBrowser> = AnalyticsBrowser.load({ … })\`.
 * For clients whose \`track\` takes a name (analytics-next) and for those whose \`track\` takes a message (analytics-node).
 * Danqing's own: \`createDanqing<PlanEvents>({ … })\`.
 */
export type Planned<Client extends AnyClient> = Omit<Client, 'track'> & {
  track(
    ...given: string extends Parameters<Client['track']>[0]
      ? ByName<RestOf<Parameters<Client['track']>>>
      : [message: ByMessage<Parameters<Client['track']>[0]>, callback?: Parameters<Client['track']>[1]]
  ): ReturnType<Client['track']>;
};
`;

/** TypeScript of a plan, for those who send events: a declaration file that stands by itself. `of`: which version, as people say it. */
export function typesOf({ events }: Plan, of: string): string {
  const tracked = events.filter(({ event }) => !named.has(event));
  const lines = tracked.map((event) => `${commentOf(event.description, '  ')}  readonly ${JSON.stringify(event.event)}: ${propertiesOf(event, '  ')};\n`);
  const other = (stored: string, name: string, about: string): string => {
    const event = events.find((one) => one.event === stored);
    return event === undefined ? '' : `\n/** ${about} */\nexport interface ${name} ${propertiesOf(event, '')}\n`;
  };
  return [
    `// The tracking plan, ${of}. Made by Danqing: fetch it anew instead of editing it.\n`,
    `/** Every planned event by its name, with its properties. */\nexport interface PlanEvents {\n${lines.join('')}}\n`,
    other('Page Viewed', 'PlanPage', 'Properties of a page view.'),
    other('Screen Viewed', 'PlanScreen', 'Properties of a screen view.'),
    other('$identify', 'PlanTraits', 'Traits of a customer.'),
    other('$group', 'PlanGroupTraits', 'Traits of an account.'),
    clients,
  ].join('\n');
}
