import type { TFunction } from 'i18next';
import { texts } from '../../../i18n/zh/audit.ts';
import { texts as entrance } from '../../../i18n/zh/entrance.ts';

type Words = TFunction<['audit', 'entrance']>;

const isIn = <T extends object>(record: T, name: string): name is Extract<keyof T, string> => Object.hasOwn(record, name);

type Verb = keyof typeof texts.verbs;
/** POST to a list makes something; POST to what is in it, or to a verb below it, works on it. */
function verbOf(method: string, path: string): Verb | undefined {
  if (method === 'POST') return path.includes('/') ? 'run' : 'create';
  if (method === 'PUT' || method === 'PATCH') return 'change';
  return method === 'DELETE' ? 'remove' : undefined;
}

/** An action of the log in the reader's words; one that has none yet is shown as it is. */
export function actionWords(action: string, t: Words): string {
  if (isIn(texts.actions, action)) return t(`audit:actions.${action}`);
  const [method = '', route = ''] = action.split(' ');
  const path = route.replace(/^\/api\/v1\//, '');
  const [thing = ''] = path.split(/[/-]/);
  const verb = verbOf(method, path);
  if (verb === undefined || !isIn(texts.things, thing)) return action;
  const last = path.split('/').at(-1) ?? '';
  const note = verb === 'run' && /^[a-z]/.test(last) ? ` · ${valueWords(last, t)}` : '';
  return `${t(`audit:verbs.${verb}`)} · ${t(`audit:things.${thing}`)}${note}`;
}

function valueWords(value: unknown, t: Words): string {
  if (Array.isArray(value)) return value.map((item) => valueWords(item, t)).join(t('audit:between'));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (isIn(entrance.roles, text)) return t(`entrance:roles.${text}`);
  return isIn(texts.values, text) ? t(`audit:values.${text}`) : text;
}

/** What else an entry says; the status of an answer aside, which is always one of success. */
export const detailWords = (details: Readonly<Record<string, unknown>>, t: Words): string =>
  Object.entries(details)
    .filter(([name, value]) => name !== 'status' && value !== null)
    .map(([name, value]) => `${isIn(texts.names, name) ? t(`audit:names.${name}`) : name} ${valueWords(value, t)}`)
    .join(' · ');
