import type { Sentence } from '../context.ts';
import type { ContextField } from '../rule.ts';

const fields: Readonly<Record<ContextField, readonly [zh: string, en: string]>> = {
  channel: ['入口', 'channel'],
  'traffic.channel': ['获客渠道', 'traffic channel'],
  'traffic.source': ['来源平台', 'site or platform'],
  'browser.name': ['浏览器', 'browser'],
  source: ['数据源', 'data source'],
  locale: ['语言', 'language'],
  ip: ['IP 地址', 'IP address'],
  groupId: ['企业客户编号', 'account number'],
  userAgent: ['User-Agent', 'user agent'],
  'page.url': ['页面网址', 'page address'],
  'page.path': ['页面路径', 'page path'],
  'page.title': ['页面标题', 'page title'],
  'page.referrer': ['来源页面', 'referring page'],
  'page.search': ['页面查询参数', 'page query'],
  'utm.source': ['广告来源', 'UTM source'],
  'utm.medium': ['广告媒介', 'UTM medium'],
  'utm.campaign': ['广告活动', 'UTM campaign'],
  'utm.term': ['广告关键词', 'UTM term'],
  'utm.content': ['广告内容', 'UTM content'],
  'device.id': ['设备 ID', 'device ID'],
  'device.type': ['设备类型', 'device type'],
  'device.model': ['设备型号', 'device model'],
  'os.name': ['操作系统', 'operating system'],
  'os.version': ['系统版本', 'system version'],
  'app.name': ['应用', 'app'],
  'app.version': ['应用版本', 'app version'],
  'geo.country': ['所在国家或地区', 'country or region'],
  'geo.province': ['所在省份', 'province'],
  'geo.city': ['所在城市', 'city'],
};

/** What a field of an event's context is called, within a sentence. */
export function contextIn(field: ContextField): Sentence {
  const [zh, en] = fields[field];
  return { zh, en };
}
