import { describe, expect, it } from 'vitest';
import { systemOf } from './systems.ts';
import { moreFixtures } from './more/testing.ts';
import { exportFixtures } from './testing.ts';

const headingsOf = (columns: string): readonly string[] => columns.split('|').map((column) => column.slice(0, column.lastIndexOf('=')));

const systems: Readonly<Record<string, string>> = {
  '淘宝/天猫 订单报表': 'taobao_orders',
  '京东 订单': 'jd_orders',
  '拼多多 订单': 'pinduoduo_orders',
  '抖店 订单': 'douyin_orders',
  '有赞 订单商品': 'youzan_orders',
  '微盟 会员': 'weimob_members',
  'Shopify orders': 'shopify_orders',
  'Shopify customers': 'shopify_customers',
  'WooCommerce orders': 'woocommerce_orders',
  'Magento orders': 'magento_orders',
  '金蝶/用友 POS 日结明细': 'pos_lines',
  '企业微信 客户列表': 'wecom_customers',
  '问卷星 答卷': 'wjx_answers',
  'Salesforce contacts': 'salesforce_contacts',
  'HubSpot contacts': 'hubspot_contacts',
  'Mailchimp audience': 'mailchimp_audience',
  '微店 订单': 'weidian_orders',
  '美团收银 账单': 'meituan_bills',
  '纷享销客 客户': 'fxiaoke_customers',
  'SurveyMonkey answers': 'surveymonkey_answers',
  'Qualtrics answers': 'qualtrics_answers',
};

describe('what a file looks like', () => {
  it.each([...exportFixtures, ...moreFixtures].map(({ system, columns }) => [system, columns] as const))(
    '%s by its headings, and nothing else by them',
    (system, columns) => {
      expect(systemOf('csv', headingsOf(columns))?.id).toBe(systems[system]);
    },
  );

  it('is no system’s export when one of its headings is missing', () => {
    expect(systemOf('csv', ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'])).toBeUndefined();
    expect(systemOf('csv', ['Name', 'Email', 'Lineitem name', 'Lineitem quantity'])).toBeUndefined();
  });
});
