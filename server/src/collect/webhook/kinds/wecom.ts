import { field, type HookKind, refused, secret } from './kind.ts';
import { receivePush } from './wechat-push.ts';

const column = (path: string) => ({ column: path });
const is = (value: string) => ({ column: 'ChangeType', op: 'eq', value });

/** Events of WeCom's customer contact: who was added by which member of staff, and who left. */
export const wecom: HookKind = {
  name: { zh: '企业微信', en: 'WeCom' },
  about: { zh: '添加、删除外部联系人（客户），带渠道活码的来源', en: 'Customers added and lost as external contacts, with the code by which they came' },
  fields: [
    field('corpId', { zh: '企业 ID（CorpID）', en: 'CorpID' }),
    secret('token', { zh: 'Token', en: 'Token' }),
    secret('aesKey', { zh: 'EncodingAESKey', en: 'EncodingAESKey' }),
  ],
  steps: [
    {
      zh: '企业微信管理后台：客户与上下游 → 客户联系 → API → 接收事件服务器',
      en: 'In the console of WeCom: Customers → Customer contact → API → Server for events',
    },
    {
      zh: '点“随机获取”生成 Token 和 EncodingAESKey，连同企业 ID 填到这里，先在这里保存',
      en: 'Let it make Token and EncodingAESKey, enter them and the CorpID here, and save here first',
    },
    { zh: 'URL 填上面的地址，再回企业微信保存：它会来验证网址', en: 'Enter the address above as URL and save there: it asks this address' },
  ],
  topics: [
    { topic: 'event.change_external_contact.add_external_contact', about: { zh: '添加客户，记为 WeCom Contact Added', en: 'WeCom Contact Added' } },
    { topic: 'event.change_external_contact.del_follow_user', about: { zh: '被客户删除，记为 WeCom Contact Lost', en: 'WeCom Contact Lost' } },
    { topic: 'event.change_external_contact.del_external_contact', about: { zh: '员工删除客户，记为 WeCom Contact Removed', en: 'WeCom Contact Removed' } },
  ],
  receive: (call, { settings, secrets }) => {
    const { token = '', aesKey = '' } = secrets;
    return token === '' || aesKey === '' ? refused('not_set_up') : receivePush(call, { token, aesKey, receiver: settings['corpId'] ?? '' });
  },
  mappings: () => [
    {
      topic: '*',
      mapping: {
        when: [
          { if: { any: [is('add_external_contact'), is('add_half_external_contact')] }, event: 'WeCom Contact Added' },
          { if: is('del_follow_user'), event: 'WeCom Contact Lost' },
          { if: is('del_external_contact'), event: 'WeCom Contact Removed' },
          { skip: 'an event that says nothing of a customer' },
        ],
        timestamp: column('CreateTime'),
        identifiers: { wecom_external_id: column('ExternalUserID') },
        properties: { staff: column('UserID'), state: column('State'), source: column('Source') },
      },
    },
  ],
};
