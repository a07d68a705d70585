import { tables } from '../tables.ts';
import { storedNames } from '../vendor-names.ts';
import { visits } from './visit-view.ts';
import { columnDocs, hideText, keep, localSql, personSql, type SafeView, selectSql, type ViewScope } from './view.ts';

/** Up to the moment, and without what only says who somebody is. */
const seenSql = ({ binder, context }: ViewScope): string => `ts < ${binder.moment(context.at + 1)} AND type NOT IN ('identify', 'group', 'alias')`;

const contextTexts =
  'channel traffic_channel traffic_source browser_name group_id page_url page_path page_title page_referrer utm_source utm_medium utm_campaign utm_term utm_content device_id device_type device_model os_name app_name app_version geo_country geo_province geo_city user_agent'.split(
    ' ',
  );

const events: SafeView = {
  name: 'events',
  zh: '事件：每个事件一行，事件属性写作 properties.名称',
  en: 'Events, one row for everything customers did; properties are properties.<name>',
  root: 'properties',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    name | String | 事件名 | the event’s name
    ts | DateTime64 | 发生时间（工作空间时区） | when it happened, in the workspace’s zone
    received_at | DateTime64 | 接收时间 | when it arrived
    type | String | track、page、screen | track, page or screen
    source | String | 数据源 | which source sent it
    message_id | String | 消息编号 | the message’s id
    revenue | Nullable(Float64) | 金额 | money it brought
    currency | String | 币种 | in which currency
    channel | String | 入口：网页、App、小程序… | web, app, mini-program…
    traffic_channel | String | 获客渠道：organic_search、paid_social… | traffic channel
    traffic_source | String | 来源平台 | site or platform it came from
    browser_name | String | 浏览器 | the browser
    group_id | String | 所属企业客户编号 | the account it was done for
    page_url | String | 页面网址 | address of the page
    page_path | String | 页面路径 | its path
    page_title | String | 页面标题 | its title
    page_referrer | String | 来源页面 | where they came from
    utm_source | String | 广告来源 | utm_source
    utm_medium | String | 广告媒介 | utm_medium
    utm_campaign | String | 广告活动 | utm_campaign
    utm_term | String | 广告关键词 | utm_term
    utm_content | String | 广告内容 | utm_content
    device_id | String | 设备 ID | the device’s id
    device_type | String | 设备类型 | phone, tablet, desktop
    device_model | String | 设备型号 | its model
    os_name | String | 操作系统 | operating system
    app_name | String | 应用 | which app
    app_version | String | 应用版本 | its version
    geo_country | String | 国家或地区 | country
    geo_province | String | 省份 | province
    geo_city | String | 城市 | city
    user_agent | String | 浏览器标识 | the browser’s own words
    ip | String | IP 地址（对分析师为代号） | IP address, a pseudonym for analysts`),
  sql: (scope) =>
    selectSql(scope, { table: tables.events, where: seenSql(scope), root: 'properties' }, [
      personSql(tables.events, scope),
      keep('name', 'event'),
      keep('ts', localSql('ts', scope)),
      keep('received_at', localSql('received_at', scope)),
      keep('type'),
      keep('source'),
      hideText('message_id'),
      keep('revenue'),
      keep('currency'),
      ...contextTexts.map((name) => hideText(name)),
      { name: 'ip', sql: 'ip', hide: 'ip' },
    ]),
};

const text = (path: string): string => `properties.\`${path}\`.:String`;
const number = (path: string): string => `toFloat64OrNull(ifNull(${text(path)}, ''))`;
const array = (field: string): string => `properties.\`products[]\`.\`${field}\`.:\`Array(Nullable(String))\``;
const size = (field: string): string => `length(${array(field)})`;
const lines = `greatest(${['product_id', 'sku', 'name', 'price', 'quantity'].map(size).join(', ')})`;

const isOrder = ({ binder }: ViewScope): string => `event IN ${binder.bind([...storedNames('Order Completed')].sort(), 'Array(String)')}`;
const orderId = hideText('order_id', `ifNull(coalesce(${text('order_id')}, ${text('orderId')}, ${text('transaction_id')}), '')`);
const revenue = keep('revenue', `coalesce(revenue, ${number('total')})`);

const orders: SafeView = {
  name: 'orders',
  zh: '订单：每笔完成的订单一行（含其他厂商的同义事件）',
  en: 'Completed orders, one row each; other vendors’ names of the event count too',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    order_id | String | 订单号 | the order’s number
    ts | DateTime64 | 下单时间（工作空间时区） | when, in the workspace’s zone
    revenue | Nullable(Float64) | 订单金额 | what it brought
    currency | String | 币种 | in which currency
    items | UInt64 | 商品行数 | how many lines it has
    coupon | String | 优惠券 | its coupon
    channel | String | 销售渠道 | by which channel
    source | String | 数据源 | which source sent it
    utm_source | String | 广告来源 | utm_source
    utm_campaign | String | 广告活动 | utm_campaign`),
  sql: (scope) =>
    selectSql(scope, { table: tables.events, where: `${isOrder(scope)} AND ${seenSql(scope)}` }, [
      personSql(tables.events, scope),
      orderId,
      keep('ts', localSql('ts', scope)),
      revenue,
      keep('currency'),
      keep('items', lines),
      hideText('coupon', `ifNull(${text('coupon')}, '')`),
      hideText('channel'),
      keep('source'),
      hideText('utm_source'),
      hideText('utm_campaign'),
    ]),
};

const element = (field: string): string => `ifNull(${array(field)}[line], '')`;

const orderLines: SafeView = {
  name: 'order_lines',
  zh: '订单明细：订单里的每种商品一行',
  en: 'Order lines: a row for each product of an order',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    order_id | String | 订单号 | the order’s number
    ts | DateTime64 | 下单时间（工作空间时区） | when, in the workspace’s zone
    line | UInt64 | 第几行 | which line
    product_id | String | 商品编号 | the product’s id
    sku | String | SKU | its SKU
    product | String | 商品名 | its name
    category | String | 品类 | its category
    brand | String | 品牌 | its brand
    price | Nullable(Float64) | 单价 | price of one
    quantity | Nullable(Float64) | 件数 | how many
    amount | Nullable(Float64) | 小计 | price × quantity, or the amount as sent`),
  sql: (scope) => {
    const numeric = (field: string): string => `toFloat64OrNull(${element(field)})`;
    const columns = [
      personSql(tables.events, scope),
      orderId,
      keep('ts', localSql('ts', scope)),
      { name: 'line', sql: `arrayJoin(range(1, ${lines} + 1))`, makesRows: true },
      ...(['product_id', 'sku'] as const).map((field) => hideText(field, element(field))),
      hideText('product', element('name')),
      ...(['category', 'brand'] as const).map((field) => hideText(field, element(field))),
      keep('price', numeric('price')),
      keep('quantity', numeric('quantity')),
      keep('amount', `coalesce(${numeric('amount')}, ${numeric('price')} * ${numeric('quantity')})`),
    ];
    return selectSql(scope, { table: tables.events, where: `${isOrder(scope)} AND ${seenSql(scope)}` }, columns);
  },
};

/** Kinds whose values say nothing of a person by themselves. */
const plainKinds = "('anonymous_id', 'user_id', 'customer_id', 'device_id')";

const identifiers: SafeView = {
  name: 'identifiers',
  zh: '标识：客户的登录账号、设备 ID、手机号等，个人信息以代号显示',
  en: 'Identifiers that customers came with; personal ones are pseudonyms',
  columns: columnDocs(`
    profile_id | UInt64 | 客户编号 | the customer’s number
    kind | String | 类型：user_id、phone、email… | which kind: user_id, phone, email…
    value | String | 值；手机号、邮箱等对分析师为代号 | its value; phones, e-mail addresses and the like are pseudonyms for analysts
    first_at | DateTime64 | 首次出现 | seen first
    last_at | DateTime64 | 最近出现 | seen last`),
  sql: (scope) => {
    const { binder, context, mask } = scope;
    const pair = `SELECT ${personSql(tables.events, scope).sql} AS profile_id, arrayJoin(identifiers) AS pair, ts
      FROM ${tables.events} PREWHERE workspace = ${binder.bind(context.workspace, 'UInt32')} WHERE ts < ${binder.moment(context.at + 1)}`;
    const cut = `SELECT profile_id, substring(pair, 1, position(pair, '=') - 1) AS kind, substring(pair, position(pair, '=') + 1) AS known, ts FROM (${pair})`;
    const grouped = `SELECT profile_id, kind, known, min(ts) AS first_at, max(ts) AS last_at FROM (${cut}) GROUP BY profile_id, kind, known`;
    const value =
      mask === undefined
        ? 'known'
        : `multiIf(kind IN ('phone', 'mobile'), ${mask.text('known', 'phone')}, kind = 'email', ${mask.text('known', 'email')}, kind IN ${plainKinds}, toString(${mask.text('known', undefined)}), ${mask.text('known', 'account')})`;
    return `SELECT profile_id, kind, ${value} AS value, ${localSql('first_at', scope)} AS first_at, ${localSql('last_at', scope)} AS last_at FROM (${grouped})`;
  },
};

const entityKinds = ['product', 'shop', 'staff', 'account', 'coupon'];

const entities: SafeView = {
  name: 'entities',
  zh: '资料表：商品、门店、企业客户等的当前状态，字段写作 attributes.名称',
  en: 'Products, shops, accounts and the like as they are now; attributes are attributes.<name>',
  root: 'attributes',
  columns: columnDocs(`
    kind | String | 类型：product 商品，account 企业客户… | which kind: product, account…
    key | String | 编号 | its key
    ts | DateTime64 | 生效时间 | since when it is so`),
  sql: (scope) => {
    const kind = entityKinds.find((each) =>
      scope.fields.some(({ root, path }) => root === 'attributes' && scope.mask?.classOf('entity', `${each}.${path}`) !== undefined),
    );
    const seen = `workspace = ${scope.binder.bind(scope.context.workspace, 'UInt32')} AND ts < ${scope.binder.moment(scope.context.at + 1)}`;
    const where = `is_gone = 0 AND (kind, key, ts) IN (SELECT kind, key, max(ts) FROM ${tables.entities} WHERE ${seen} GROUP BY kind, key)`;
    return selectSql(scope, { table: tables.entities, where, root: 'attributes', kind: kind ?? 'product' }, [
      keep('kind'),
      hideText('key'),
      keep('ts', localSql('ts', scope)),
    ]);
  },
};

const moment: SafeView = {
  name: 'moment',
  zh: '当前时刻：一行一列',
  en: 'The moment the statement runs for: one row',
  columns: columnDocs('at | DateTime64 | 当前时刻（工作空间时区） | now, in the workspace’s zone'),
  sql: (scope) => `SELECT ${localSql(scope.binder.moment(scope.context.at), scope)} AS at`,
};

export const eventViews: readonly SafeView[] = [events, orders, orderLines, identifiers, entities, moment, visits];
