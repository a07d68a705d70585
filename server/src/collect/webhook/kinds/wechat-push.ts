import { plainText } from '../../protocol/reply.ts';
import { bodyOf, textAtPath } from '../read/body.ts';
import { type HookAnswer, type HookCall, refused } from './kind.ts';
import { isSame, sortedSha1 } from './signature.ts';
import { decipher } from './wechat-cipher.ts';

/** Both answer in the chat with whatever they get: an empty text says nothing to the customer, and they do not send again. */
const success = plainText('success');

export interface PushKeys {
  readonly token: string;
  /** '' : what comes is not enciphered. */
  readonly aesKey: string;
  /** App id or corp id, which stands in what was enciphered. */
  readonly receiver: string;
}

/**
 * A push of WeChat (official account, mini-program) or of WeCom. GET asks whether this is the right place and is answered with its own `echostr`; POST brings a message, plain (signed over token, time and
 * nonce) or enciphered (`msg_signature`, also over what was enciphered).
 */
export function receivePush({ method, query, bytes }: HookCall, { token, aesKey, receiver }: PushKeys): HookAnswer {
  const [time, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  const isSigned = (name: 'signature' | 'msg_signature', ...more: readonly string[]): boolean =>
    isSame((query.get(name) ?? '').toLowerCase(), sortedSha1([token, time, nonce, ...more]));

  const open = (enciphered: string): Buffer | undefined => {
    const opened = isSigned('msg_signature', enciphered) ? decipher(aesKey, enciphered) : undefined;
    return opened === undefined || (receiver !== '' && opened.receiver !== receiver) ? undefined : opened.text;
  };

  if (method === 'GET') {
    const echo = query.get('echostr') ?? '';
    if (!query.has('msg_signature')) return isSigned('signature') ? { kind: 'greeting', reply: plainText(echo) } : refused('signature');
    const opened = open(echo);
    return opened === undefined ? refused('signature') : { kind: 'greeting', reply: plainText(opened.toString('utf8')) };
  }
  const enciphered = textAtPath(bodyOf(bytes).value, 'Encrypt');
  if (aesKey === '' || enciphered === '') return aesKey === '' && isSigned('signature') ? delivered(bytes) : refused('signature');
  const opened = open(enciphered);
  return opened === undefined ? refused('signature') : delivered(opened);
}

function delivered(body: Buffer): HookAnswer {
  const { value } = bodyOf(body);
  const at = (path: string): string => textAtPath(value, path);
  const kind = at('MsgType');
  const parts = kind === 'event' ? ['event', at('Event'), at('ChangeType')] : [kind];
  const topic = parts.filter((part) => part !== '').join('.');
  // Messages have an id; events are told apart by whose they are, when and what (as the documentation advises).
  const id = at('MsgId') || [at('FromUserName'), at('CreateTime'), at('Event'), at('ChangeType'), at('ExternalUserID'), at('EventKey')].join('/');
  return { kind: 'delivery', topic, id: /^\/*$/.test(id) ? undefined : id, body, reply: success };
}
