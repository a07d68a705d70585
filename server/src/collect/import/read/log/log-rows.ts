import type { RejectedRow } from '@danqing/contracts';
import { isbot } from 'isbot';
import { notText } from '../csv-rows.ts';
import { maxRowLength, type Cells, type Row, type RowReader } from '../row.ts';
import { isDamagedText } from '../text.ts';
import { known, type LineReader, type LoggedRequest, readBalancer, readCombined, readExtended } from './fields.ts';

/** What every log of a web server becomes, whatever its format. `page`: a person may have seen it: got, answered, no picture or script; `robot`: by its user agent. */
export const logColumns = [
  'time',
  'visitor',
  'user',
  'page',
  'robot',
  'method',
  'status',
  'host',
  'path',
  'query',
  'url',
  'referrer',
  'user_agent',
  'ip',
  'bytes',
  'seconds',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'extra',
] as const;

const readers = [readCombined, readBalancer];
const fieldsLine = /^#Fields:\s*(.*)$/m;
const seenLines = 20;

/** Whether a text is a web server's log, by its first lines. */
export function isWebLog(head: string): boolean {
  if (/^#(?:Version|Software|Fields):/.test(head) && fieldsLine.test(head)) return true;
  const lines = head
    .split('\n', seenLines)
    .slice(0, -1)
    .filter((line) => line.trim() !== '');
  const read = lines.filter((line) => readers.some((reader) => reader(line) !== undefined));
  return read.length > 0 && read.length >= lines.length * 0.7;
}

/** Rows of a web server's log. Lines that are none of its form are rejected; what begins with # says something of the log itself. */
export function logRows(): RowReader {
  let rest = '';
  let number = 0;
  let current: LineReader = (line) => readers.map((reader) => reader(line)).find((found) => found !== undefined);
  return {
    columns: logColumns,
    read: (text, isDamaged, isEnd) => {
      const rows: Row[] = [];
      const rejected: RejectedRow[] = [];
      const lines = (rest + text).split('\n');
      rest = isEnd ? '' : (lines.pop() ?? '').slice(0, maxRowLength + 1);
      for (const raw of lines) {
        const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (line.trim() === '') continue;
        const names = fieldsLine.exec(line)?.[1];
        if (names !== undefined) current = readExtended(names.trim().split(/\s+/));
        if (line.startsWith('#')) continue;
        number++;
        const found = line.length > maxRowLength ? undefined : current(line);
        if (isDamaged && isDamagedText(line)) rejected.push({ row: number, reason: notText });
        else if (found === undefined) rejected.push({ row: number, reason: notLogged });
        else rows.push({ number, cells: cellsOf(found) });
      }
      return { rows, rejected };
    },
  };
}

const notLogged = 'not a line of a web server’s log';

/** What pages are made of, and what nobody looks at. */
const parts =
  /\.(?:css|js|mjs|map|json|xml|txt|ico|png|jpe?g|gif|webp|avif|svg|bmp|woff2?|ttf|eot|otf|mp[34]|webm|ogg|wav|m3u8|ts|zip|gz|pdf|apk|wasm|php\.bak)$/i;
const machines = /^\/(?:api|static|assets|health|healthz|ready|readyz|metrics|ping|\.well-known|wp-json|graphql|rpc|socket\.io|cdn-cgi)(?:\/|$)/i;

function addressOf({ target, host }: LoggedRequest): { readonly host: string | undefined; readonly below: string } {
  const whole = /^[a-z][\w+.-]*:\/\/([^/?#]*)(.*)$/i.exec(target);
  return { host: host ?? whole?.[1]?.replace(/:\d+$/, ''), below: whole === null ? target : (whole[2] ?? '') };
}

function cellsOf(logged: LoggedRequest): Cells {
  const { method, status, userAgent } = logged;
  const { host, below } = addressOf(logged);
  const [path = '', query = ''] = below.split(/\?(.*)/s);
  const asked = new URLSearchParams(query);
  const isPage = method === 'GET' && /^(?:2\d\d|304)$/.test(status) && path.startsWith('/') && !parts.test(path) && !machines.test(path);
  const cells: Record<(typeof logColumns)[number], string | boolean | number | null> = {
    time: logged.time,
    visitor: orNull(visitorOf(logged, asked)),
    user: orNull(logged.user),
    page: isPage,
    robot: userAgent !== undefined && isbot(userAgent),
    method,
    status: Number(status),
    host: orNull(host),
    path,
    query: orNull(known(query)),
    url: host === undefined ? null : `https://${host}${below}`,
    referrer: orNull(logged.referrer),
    user_agent: orNull(userAgent),
    ip: orNull(logged.ip),
    bytes: numberOrNull(logged.bytes),
    seconds: numberOrNull(logged.seconds ?? logged.extra.find((text) => /^\d+\.\d{3}$/.test(text))),
    utm_source: asked.get('utm_source'),
    utm_medium: asked.get('utm_medium'),
    utm_campaign: asked.get('utm_campaign'),
    extra: orNull(known(logged.extra.join(' '))),
  };
  return logColumns.map((name) => cells[name]);
}

const orNull = (text: string | undefined): string | null => text ?? null;
const numberOrNull = (text: string | undefined): number | null => (text !== undefined && Number.isFinite(Number(text)) ? Number(text) : null);

/** Cookies that name a browser: nginx's userid module, ours, and those of the usual analytics. An address on the net is nobody's name. */
const cookies = /(?:^|[;\s])(?:uid|dq_id|dq_anonymous_id|anonymous_id|ajs_anonymous_id|visitor_id|_ga|_fbp|distinct_id|cna|__utma)=([^;\s]{6,200})/;

function visitorOf({ cookie, extra }: LoggedRequest, asked: URLSearchParams): string | undefined {
  for (const text of [cookie ?? '', ...extra]) {
    const found = known(cookies.exec(text)?.[1]);
    if (found !== undefined) return found.replaceAll(/^"|"$|%22/g, '');
  }
  return known(asked.get('anonymous_id') ?? undefined);
}
