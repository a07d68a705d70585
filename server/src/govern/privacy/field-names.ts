import type { PersonalClass } from '@danqing/contracts';
import { classOfCustomKind } from './custom-kinds.ts';

/** How fields are called whose contents are personal, in any data: last segments of paths, headings of tables. Compared in the form of `plainName`. */
const names: Readonly<Record<Exclude<PersonalClass, 'none'>, string>> = {
  phone:
    'phone mobile tel telephone cellphone cell msisdn whatsapp phonenumber phoneno mobilephone mobilenumber mobileno telno contactphone homephone workphone receiverphone receivermobile buyerphone buyermobile customerphone userphone ' +
    '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 联系人电话 移动电话 固定电话 座机 收货电话 收货人电话 收货人手机 收货人手机号 收件人电话 收件人手机 买家手机 会员手机 会员手机号 客户手机 客户电话 注册手机号 绑定手机',
  email: 'email mail emailaddress useremail contactemail 邮箱 电子邮箱 邮箱地址 电子邮件 邮件地址 联系邮箱 买家邮箱',
  id_card:
    'idcard idcardno idcardnumber idnumber idno identitycard identityno nationalid citizenid certno certificateno passport passportno passportnumber ssn 身份证 身份证号 身份证号码 证件号 证件号码 护照 护照号',
  bank_card: 'bankcard bankcardno bankaccount bankaccountno cardnumber creditcard debitcard iban 银行卡 银行卡号 银行账号 银行账户 收款账号 支付宝账号 支付宝',
  name: 'realname fullname firstname lastname givenname familyname surname middlename chinesename contactname receivername receiver consignee consigneename buyername buyernick membernick recipient recipientname customername legalname username nickname nick wechatname wechatnick wechatnickname 姓名 名字 真实姓名 客户姓名 会员姓名 买家姓名 收货人 收货人姓名 收件人 收件人姓名 联系人 联系人姓名 昵称 微信昵称 会员昵称 买家昵称 买家会员名 客户名称 会员名称',
  address:
    'address street streetaddress streetname detail addressdetail detailaddress addressline addressline1 addressline2 address1 address2 line1 line2 receiveraddress shippingaddress billingaddress homeaddress deliveryaddress zipcode zip postcode postalcode ' +
    '地址 详细地址 收货地址 收件地址 家庭住址 家庭地址 通讯地址 联系地址 住址 街道 街道地址 门牌号 邮编 邮政编码',
  birthday: 'birthday birthdate dateofbirth dob birth 生日 出生日期 出生年月日 会员生日',
  account:
    'openid unionid externaluserid wechat wechatid weixin wxid qq alipayid alipayuserid taobaoid cardno membercardno 微信 微信号 会员卡号 卡号 旺旺 旺旺号',
  ip: 'ip ipaddress clientip remoteaddress remoteip',
};

/** A name without case and without what people put between its words. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[\s_\-$（）()[\]【】*:：]/g, '');

const isPersonalClass = (name: string): name is Exclude<PersonalClass, 'none'> => Object.hasOwn(names, name);

const byName: ReadonlyMap<string, PersonalClass> = new Map(
  Object.keys(names)
    .filter(isPersonalClass)
    .flatMap((kind) => names[kind].split(' ').map((name): [string, PersonalClass] => [name, kind])),
);

/** Of whom something is said: `child.name` is a person's, `product.name` is not. */
const people = new Set(
  'customer user contact receiver recipient consignee buyer person child baby spouse family member guardian parent owner patient student passenger holder applicant'.split(
    ' ',
  ),
);
/** Names that mean something harmless under some parents: where a page's or product's detail, an e-mail's detail stand. */
const notInEvents = new Set(['detail', 'line1', 'line2', 'username', 'nick', 'mail', 'cell', 'receiver', 'recipient']);

const mostRemembered = 20_000;

/** The same answer for the same name, looked up once: keys come again with every profile. */
function remembering(find: (name: string) => PersonalClass | undefined): (name: string) => PersonalClass | undefined {
  const known = new Map<string, PersonalClass | undefined>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined || known.has(name)) return found;
    if (known.size >= mostRemembered) known.clear();
    const fresh = find(name);
    known.set(name, fresh);
    return fresh;
  };
}

const segmentsOf = (path: string): readonly string[] => path.replaceAll('[]', '').split('.').map(plainName);

/** The class of a heading, a label or a key, by its name alone. */
export const classOfName = remembering((name) => byName.get(plainName(name)));

/** Words that the product's own answers use for other things: `detail` of a problem, `address` of a page. */
const ownWords = new Set(
  'address street detail line1 line2 zip zipcode username nick nickname receiver recipient cell tel mail birth ip qq wx firstname lastname'.split(' '),
);

/** The class of a key in the product's own answers. */
export const classOfOwnKey = remembering((name) => (ownWords.has(plainName(name)) ? undefined : classOfName(name)));

/** The class of a customer attribute by its path. */
export const classOfTrait = remembering((path) => {
  const segments = segmentsOf(path);
  const [last = '', parent] = [segments.at(-1), segments.at(-2)];
  if (last === 'name') return parent === undefined || people.has(parent) ? 'name' : undefined;
  return byName.get(last);
});

/** The class of an event's property (or of an entity's attribute) by its path: `name` alone is a page's or a product's. */
export const classOfProperty = remembering((path) => {
  const segments = segmentsOf(path);
  const [last = '', parent = ''] = [segments.at(-1), segments.at(-2)];
  if (last === 'name') return people.has(parent) ? 'name' : undefined;
  if (notInEvents.has(last) && !people.has(parent) && parent !== 'address') return undefined;
  return byName.get(last);
});

const identifierKinds: Readonly<Record<string, PersonalClass>> = {
  phone: 'phone',
  mobile: 'phone',
  email: 'email',
  id_card: 'id_card',
  idcard: 'id_card',
  passport: 'id_card',
  bank_card: 'bank_card',
  card_no: 'account',
  unionid: 'account',
  openid: 'account',
  wechat: 'account',
  external_userid: 'account',
  alipay_id: 'account',
};

const baseOf = (kind: string): string => {
  const colon = kind.indexOf(':');
  return colon < 0 ? kind : kind.slice(0, colon);
};

/** The class of a kind of identifier that is known; `openid:<app>` counts as `openid`. */
export const classOfIdentifier = (kind: string): PersonalClass | undefined => {
  const base = baseOf(kind);
  return Object.hasOwn(identifierKinds, base) ? identifierKinds[base] : undefined;
};

/** Kinds of every workspace that name nobody to a stranger, and those of companies. */
const plainKinds = new Set(['user_id', 'customer_id', 'anonymous_id', 'device_id', 'group_id', 'tax_id', 'duns', 'crm_id', 'domain']);
const isPlain = (base: string): boolean => plainKinds.has(base) || base.startsWith('account/') || base.startsWith('shared');

/** The class of whatever is a kind of identifier for sure: one that people made up is masked until somebody classifies it. */
export const classOfKind = remembering((kind) => {
  const base = baseOf(kind);
  return classOfIdentifier(kind) ?? (isPlain(base) ? undefined : classOfCustomKind(base));
});

/** What a workspace that says nothing has classified: for people to read. */
export const knownFields = {
  identifiers: Object.entries(identifierKinds),
  names: [...byName],
} as const;
