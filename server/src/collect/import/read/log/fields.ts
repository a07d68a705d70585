/** One request as web servers write it down; undefined where the log does not say it. */
export interface LoggedRequest {
  /** ISO 8601. */
  readonly time: string;
  readonly ip?: string | undefined;
  readonly user?: string | undefined;
  readonly method: string;
  /** Path and query, or a whole address. */
  readonly target: string;
  readonly host?: string | undefined;
  readonly status: string;
  readonly bytes?: string | undefined;
  readonly seconds?: string | undefined;
  readonly referrer?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly cookie?: string | undefined;
  /** What stands behind the usual fields. */
  readonly extra: readonly string[];
}

/** Reads a line; undefined where it is none of its form. */
export type LineReader = (line: string) => LoggedRequest | undefined;

export const known = (text: string | undefined): string | undefined => (text === undefined || text === '' || text === '-' ? undefined : text);

const token = /"((?:[^"\\]|\\.)*)"|\[([^[\]]*)\]|(\S+)/g;

/** The fields of a line: quoted, in brackets, or bare. */
function fieldsOf(line: string): readonly { readonly text: string; readonly form: 'quoted' | 'bracketed' | 'bare' }[] {
  return [...line.matchAll(token)].map(([, quoted, bracketed, bare]) =>
    quoted === undefined
      ? bracketed === undefined
        ? { text: bare ?? '', form: 'bare' }
        : { text: bracketed, form: 'bracketed' }
      : {
          text: quoted.replaceAll(/\\x([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll(/\\(["\\])/g, '$1'),
          form: 'quoted',
        },
  );
}

const months: Readonly<Record<string, string>> = {
  Jan: '01',
  Feb: '02',
  Mar: '03',
  Apr: '04',
  May: '05',
  Jun: '06',
  Jul: '07',
  Aug: '08',
  Sep: '09',
  Oct: '10',
  Nov: '11',
  Dec: '12',
};
const commonTime = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2})(?:\.\d+)?\s+([+-]\d{2}):?(\d{2})$/;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

function timeOf(text: string): string | undefined {
  if (isoTime.test(text)) return text;
  const found = commonTime.exec(text);
  const month = months[found?.[2] ?? ''];
  return found === null || month === undefined ? undefined : `${found[3]}-${month}-${found[1]}T${found[4]}${found[5]}:${found[6]}`;
}

const request = /^([A-Z]{3,20}) (\S.*?)(?: (?:HTTP\/[\d.]+))?$/;
/** With a zone and a mapped address in it, an address has fewer than 64 characters. */
const longestAddress = 64;
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)$/;

/**
 * The common and the combined log format of Apache and nginx, with what people put before and behind: a virtual host in front, and behind it the forwarded address, times, cookies, as they
 * come. (https://httpd.apache.org/docs/2.4/logs.html#combined)
 */
export const readCombined: LineReader = (line) => {
  const fields = fieldsOf(line);
  const at = fields.findIndex(({ form, text }) => form === 'bracketed' && timeOf(text) !== undefined);
  const [when, asked, status, bytes, referrer, agent, ...extra] = fields.slice(Math.max(0, at));
  const parts = asked?.form === 'quoted' ? request.exec(asked.text) : null;
  if (at < 1 || when === undefined || parts === null || status === undefined || !/^\d{3}$/.test(status.text)) return undefined;
  const hasAgent = referrer?.form === 'quoted' && agent?.form === 'quoted';
  return {
    ...clientIn(fields.slice(0, at).map(({ text }) => text)),
    time: timeOf(when.text) ?? '',
    method: parts[1] ?? '',
    target: parts[2] ?? '',
    status: status.text,
    bytes: known(bytes?.text),
    referrer: hasAgent ? known(referrer.text) : undefined,
    userAgent: hasAgent ? known(agent.text) : undefined,
    extra: (hasAgent ? extra : [referrer, agent, ...extra]).flatMap((field) => known(field?.text) ?? []),
  };
};

/** Who asked, and of which host: what stands before the time. */
function clientIn(before: readonly string[]): Pick<LoggedRequest, 'ip' | 'user' | 'host'> {
  const client = before.find((text) => text.length < longestAddress && address.test(text));
  const host = before.slice(0, Math.max(0, before.indexOf(client ?? ''))).find((text) => text !== '-' && /^[\w.-]+\.[A-Za-z]{2,}(?::\d+)?$/.test(text));
  const user = before.length >= 3 ? known(before.at(-1)) : undefined;
  return { ip: client ?? known(before[0]), user: user === client || user === host ? undefined : user, host: host?.replace(/:\d+$/, '') };
}

/** Load balancers of AWS (ALB; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html). */
export const readBalancer: LineReader = (line) => {
  const fields = fieldsOf(line).map(({ text }) => text);
  const [type = '', time = '', , client = '', , wait = '', work = '', , status = '', , , sent, asked = '', agent] = fields;
  const parts = request.exec(asked);
  if (!/^(?:https?|h2|grpcs|wss?)$/.test(type) || timeOf(time) === undefined || parts === null) return undefined;
  const seconds = Math.max(0, Number(wait)) + Math.max(0, Number(work));
  return {
    time,
    ip: client.replace(/:\d+$/, ''),
    method: parts[1] ?? '',
    target: parts[2] ?? '',
    status,
    bytes: known(sent),
    seconds: Number.isFinite(seconds) ? String(seconds) : undefined,
    userAgent: known(agent),
    extra: [],
  };
};

const decoded = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** W3C extended logs, which name their fields themselves: CloudFront, IIS (https://www.w3.org/TR/WD-logfile.html). */
export function readExtended(names: readonly string[]): LineReader {
  return (line) => {
    const values = line.includes('\t') ? line.split('\t') : line.split(' ');
    if (values.length < names.length) return undefined;
    const of = (...wanted: readonly string[]): string | undefined =>
      wanted.map((name) => known(values[names.indexOf(name)])).find((value) => value !== undefined);
    const [date, time, method] = [of('date'), of('time'), of('cs-method')];
    const stem = of('cs-uri-stem', 'cs-uri');
    if (date === undefined || time === undefined || method === undefined || stem === undefined) return undefined;
    const query = of('cs-uri-query');
    return {
      time: `${date}T${time}Z`,
      ip: of('c-ip'),
      user: of('cs-username'),
      method,
      target: query === undefined ? stem : `${stem}?${query}`,
      host: of('x-host-header', 'cs(Host)', 'cs-host'),
      status: of('sc-status') ?? '',
      bytes: of('sc-bytes'),
      seconds: of('time-taken'),
      referrer: decoded(of('cs(Referer)')),
      userAgent: decoded(decoded(of('cs(User-Agent)'))),
      cookie: decoded(of('cs(Cookie)')),
      extra: [],
    };
  };
}
