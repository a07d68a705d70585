import { describe, expect, it } from 'vitest';
import { fileReader } from '../testing.ts';
import { isWebLog, logColumns } from './log-rows.ts';

const { readAll } = fileReader('log');
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const when = '[10/Oct/2024:13:55:36 +0800]';
const seen = async (text: string) => {
  const found = await readAll(text);
  return { ...found, requests: found.rows.map(({ cells }) => Object.fromEntries(logColumns.map((name, index) => [name, cells[index]]))) };
};

describe('a web server’s log', () => {
  it('in the combined format, with what people add to it, is read request by request', async () => {
    const { format, requests, rejected } = await seen(
      [
        `203.0.113.7 - - ${when} "GET /shop/tea?utm_source=weibo&utm_medium=social HTTP/1.1" 200 5120 "https://www.baidu.com/" "${chrome}"`,
        `203.0.113.7 - li.lei ${when} "GET /cart HTTP/2.0" 200 99 "-" "${chrome}" "uid=0A0B0C0D1122" 0.123`,
        `shop.example.org:443 203.0.113.8 - - ${when} "GET /img/a.png HTTP/1.1" 304 0 "-" "${chrome}"`,
        `203.0.113.9 - - ${when} "POST /api/pay HTTP/1.1" 500 12 "-" "-"`,
        `66.249.66.1 - - ${when} "GET / HTTP/1.1" 200 88 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"`,
        `2001:db8::1 - - ${when} "\\x16\\x03\\x01" 400 150 "-" "-"`,
        `203.0.113.9 - - ${when} "GET /plain HTTP/1.0" 200 12`,
      ].join('\n'),
    );
    expect(format).toBe('log');
    expect(requests.map(({ path, page, robot, visitor, user, host }) => [path, page, robot, visitor, user, host])).toEqual([
      ['/shop/tea', true, false, null, null, null],
      ['/cart', true, false, '0A0B0C0D1122', 'li.lei', null],
      ['/img/a.png', false, false, null, null, 'shop.example.org'],
      ['/api/pay', false, false, null, null, null],
      ['/', true, true, null, null, null],
      ['/plain', true, false, null, null, null],
    ]);
    expect(requests[0]).toMatchObject({
      time: '2024-10-10T13:55:36+08:00',
      ip: '203.0.113.7',
      utm_source: 'weibo',
      status: 200,
      referrer: 'https://www.baidu.com/',
    });
    expect(requests[1]).toMatchObject({ seconds: 0.123, bytes: 99 });
    expect(rejected).toEqual([{ row: 6, reason: 'not a line of a web server’s log' }]);
  });

  it('of CloudFront, IIS and AWS’s load balancers is read by the names that it has', async () => {
    const cloudFront = await seen(
      [
        '#Version: 1.0',
        '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie)',
        `2024-10-10\t05:55:36\tNRT\t500\t203.0.113.7\tGET\td1.cloudfront.net\t/tea\t200\t-\t${encodeURIComponent(chrome)}\ta=1\tlang=zh;%20_ga=GA1.2.333.444`,
      ].join('\n'),
    );
    expect(cloudFront.requests).toMatchObject([
      { time: '2024-10-10T05:55:36Z', path: '/tea', query: 'a=1', visitor: 'GA1.2.333.444', user_agent: chrome, host: 'd1.cloudfront.net' },
    ]);
    const balancer = await seen(
      `h2 2024-10-10T05:55:36.186641Z app/lb/50 203.0.113.7:2817 10.0.0.1:80 0.000 0.012 0.000 200 200 34 366 "GET https://shop.example.org:443/tea?x=1 HTTP/2.0" "${chrome}" ECDHE TLSv1.2 arn:x "Root=1"\n`,
    );
    expect(balancer.requests).toMatchObject([
      { path: '/tea', host: 'shop.example.org', url: 'https://shop.example.org/tea?x=1', seconds: 0.012, ip: '203.0.113.7', page: true },
    ]);
  });

  it('is not taken for one of what only has dates and quotes', () => {
    expect(isWebLog('id,"name"\n1,"[10/Oct/2024]"\n')).toBe(false);
    expect(isWebLog('#Fields of wheat\n1,2\n')).toBe(false);
  });
});
