import type { TFunction } from 'i18next';
import { texts } from '../../../i18n/zh/audit.ts';

type Named = keyof typeof texts.actions;
type Thing = keyof typeof texts.things;
type Verb = keyof typeof texts.verbs;

const isNamed = (action: string): action is Named => Object.hasOwn(texts.actions, action);
const isThing = (name: string): name is Thing => Object.hasOwn(texts.things, name);
const isVerb = (name: string): name is Verb => Object.hasOwn(texts.verbs, name);

/** An action of the log in the reader's words; one that has none yet is shown as it is. */
export function actionWords(action: string, t: TFunction<'audit'>): string {
  if (isNamed(action)) return t(`actions.${action}`);
  const [method = '', path = ''] = action.split(' ');
  const [thing = ''] = path.replace(/^\/api\/v1\//, '').split(/[/-]/);
  return isVerb(method) && isThing(thing) ? `${t(`verbs.${method}`)} · ${t(`things.${thing}`)}` : action;
}
