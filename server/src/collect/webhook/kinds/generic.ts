import { json } from '../../protocol/reply.ts';
import { bodyOf, textAtPath } from '../read/body.ts';
import { field, type HookCall, type HookConfig, type HookKind, type RefusalReason, refused, secret } from './kind.ts';
import { headerOf, hmacSha256, isRecent, isSame } from './signature.ts';

const received = json({ ok: true });
const defaultToleranceSeconds = 300;

/** Whoever signs a body with HMAC-SHA256, or sends a secret along; others are only known by the address. */
export const generic: HookKind = {
  name: { zh: '通用 Webhook', en: 'Any webhook' },
  about: {
    zh: '问卷、表单、客服、自建系统：只要能在事情发生时发一个 HTTP 请求',
    en: 'Forms, surveys, help desks, systems of your own: whatever sends a request when something happens',
  },
  fields: [
    field(
      'check',
      { zh: '验证方式', en: 'Verification' },
      {
        default: 'hmac',
        choices: [
          { value: 'hmac', label: { zh: '签名（HMAC-SHA256）', en: 'Signature (HMAC-SHA256)' } },
          { value: 'bearer', label: { zh: 'Authorization: Bearer 令牌', en: 'Authorization: Bearer token' } },
          { value: 'header', label: { zh: '请求头里的密钥', en: 'A secret in a header' } },
          { value: 'address', label: { zh: '只靠网址（对方不支持签名时）', en: 'By the address alone (if the sender cannot sign)' } },
        ],
      },
    ),
    secret(
      'secret',
      { zh: '密钥', en: 'Secret' },
      {
        hint: { zh: '与发送方约定的密钥，加密保存，之后不再显示', en: 'The secret agreed with the sender; stored encrypted and never shown again' },
        when: { field: 'check', is: ['hmac', 'bearer', 'header'] },
      },
    ),
    field(
      'header',
      { zh: '签名或密钥所在的请求头', en: 'Header with the signature or the secret' },
      { default: 'X-Signature', when: { field: 'check', is: ['hmac', 'header'] } },
    ),
    field(
      'encoding',
      { zh: '签名的编码', en: 'Encoding of the signature' },
      {
        default: 'hex',
        choices: [
          { value: 'hex', label: { zh: '十六进制', en: 'hexadecimal' } },
          { value: 'base64', label: { zh: 'Base64', en: 'Base64' } },
        ],
        hint: { zh: '前面带 sha256= 也可以', en: 'May begin with sha256=' },
        when: { field: 'check', is: ['hmac'] },
      },
    ),
    field(
      'timestampHeader',
      { zh: '时间戳所在的请求头', en: 'Header with the time' },
      {
        isRequired: false,
        hint: { zh: '填写后，按“时间戳.正文”验证签名，并拒绝过期的请求', en: 'If given, the signature covers “time.body”, and expired requests are refused' },
        when: { field: 'check', is: ['hmac'] },
      },
    ),
    field(
      'tolerance',
      { zh: '允许的时间误差（秒）', en: 'Allowed time difference (seconds)' },
      { isRequired: false, default: '300', when: { field: 'check', is: ['hmac'] } },
    ),
    field(
      'topicHeader',
      { zh: '主题所在的请求头', en: 'Header with the topic' },
      { isRequired: false, hint: { zh: '例如 X-GitHub-Event', en: 'Such as X-GitHub-Event' } },
    ),
    field(
      'topicPath',
      { zh: '主题在正文里的路径', en: 'Path of the topic in the body' },
      { isRequired: false, hint: { zh: '例如 event.type', en: 'Such as event.type' } },
    ),
    field('idHeader', { zh: '消息编号所在的请求头', en: 'Header with the id of the message' }, { isRequired: false }),
    field(
      'idPath',
      { zh: '消息编号在正文里的路径', en: 'Path of the id in the body' },
      {
        isRequired: false,
        hint: { zh: '编号相同的只算一次；不填就按正文内容去重', en: 'The same id counts once; without an id, the same content counts once' },
      },
    ),
  ],
  steps: [
    { zh: '把上面的网址填到发送方的 Webhook（回调、推送）设置里', en: 'Enter the address above in the settings for webhooks (callbacks) of the sender' },
    { zh: '两边填同一个密钥，选好验证方式', en: 'Enter the same secret on both sides and choose how it is checked' },
    {
      zh: '让对方发一条，在“最近的推送”里看到以后，到“字段映射”里说明每个字段是什么',
      en: 'Let it send one; when it shows under the last deliveries, say under Mapping what its fields are',
    },
    {
      zh: '映射保存之前收到的不会丢：它们在“待处理数据”里，保存映射后重新处理即可',
      en: 'What came before the mapping is not lost: it waits in quarantine and is replayed when the mapping is saved',
    },
  ],
  topics: [],
  receive: (call, config) => {
    const wrong = wrongIn(call, config);
    if (wrong !== undefined) return refused(wrong);
    const { topicHeader = '', topicPath = '', idHeader = '', idPath = '' } = config.settings;
    const body = topicPath === '' && idPath === '' ? undefined : bodyOf(call.bytes).value;
    const topic = (topicHeader === '' ? '' : headerOf(call.headers, topicHeader)) || textAtPath(body, topicPath);
    const id = (idHeader === '' ? '' : headerOf(call.headers, idHeader)) || textAtPath(body, idPath);
    return { kind: 'delivery', topic, id: id === '' ? undefined : id, body: call.bytes, reply: received };
  },
  mappings: () => [],
};

function wrongIn(call: HookCall, { settings, secrets }: HookConfig): RefusalReason | undefined {
  const { check = 'hmac', header = 'X-Signature' } = settings;
  if (check === 'address') return undefined;
  const { secret: key = '' } = secrets;
  if (key === '') return 'not_set_up';
  if (check === 'bearer') return isSame(headerOf(call.headers, 'authorization'), `Bearer ${key}`) ? undefined : 'signature';
  const given = headerOf(call.headers, header);
  if (check === 'header') return isSame(given, key) ? undefined : 'signature';
  return wrongSignature(call, settings, given, key);
}

function wrongSignature({ headers, bytes, now }: HookCall, settings: HookConfig['settings'], given: string, key: string): RefusalReason | undefined {
  const { encoding = 'hex', timestampHeader = '', tolerance = '' } = settings;
  const time = timestampHeader === '' ? '' : headerOf(headers, timestampHeader);
  const signed = timestampHeader === '' ? bytes : Buffer.concat([Buffer.from(`${time}.`), bytes]);
  const form = encoding === 'base64' ? 'base64' : 'hex';
  const plain = given.replace(/^sha256=/i, '');
  if (!isSame(form === 'hex' ? plain.toLowerCase() : plain, hmacSha256(key, signed, form))) return 'signature';
  return timestampHeader === '' || isRecent(time, now, Number(tolerance) || defaultToleranceSeconds) ? undefined : 'too_old';
}
