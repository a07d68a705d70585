import type { ImportFormat } from '@danqing/contracts';
import type { ExportSystem } from './export-system.ts';
import type { ColumnFacts } from './facts.ts';
import { plainHeading } from './heading.ts';
import { type Meaning, meaningFor, meaningsOf } from './meaning.ts';
import { exportSystems } from './systems-list.ts';

interface CompiledSystem {
  readonly system: ExportSystem;
  readonly needs: readonly (readonly string[])[];
  readonly targets: ReadonlyMap<string, string>;
}

const parts = (text: string): readonly string[] => text.split('|');
const compiled: readonly CompiledSystem[] = exportSystems.map((system) => ({
  system,
  needs: [...system.has.matchAll(/\(([^)]*)\)|([^|()]+)/g)].map(([, any, one]) =>
    any === undefined ? [plainHeading(one ?? '')] : parts(any).map(plainHeading),
  ),
  targets: new Map(
    parts(system.means ?? '')
      .filter((pair) => pair !== '')
      .map((pair) => [plainHeading(pair.slice(0, pair.lastIndexOf('='))), pair.slice(pair.lastIndexOf('=') + 1)]),
  ),
}));

/** What every web server's log is read as. */
const webLog: CompiledSystem = {
  system: {
    id: 'web_log',
    name: { zh: '网站访问日志', en: 'a web server’s log' },
    hint: {
      zh: '每次打开页面是一条浏览记录；爬虫、图片、脚本和出错的请求略过。只有日志里带访客 Cookie 或登录用户时，才知道是谁',
      en: 'each page that was opened is one event; robots, pictures, scripts and failed requests are left out. Who it was is known only where the log has a visitor’s cookie or a signed-in user',
    },
    has: '',
    kind: 'events',
  },
  needs: [],
  targets: new Map(
    parts(
      'time=time|visitor=identifier:anonymous_id|user=identifier:user_id|page=page_seen|robot=robot|method=property:method|status=property:status|host=property:host|path=context:page.path|query=context:page.search|url=context:page.url|referrer=context:page.referrer|useragent=context:userAgent|ip=context:ip|bytes=property:bytes|seconds=property:seconds|utmsource=context:campaign.source|utmmedium=context:campaign.medium|utmcampaign=context:campaign.name|extra=ignore',
    ).map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  ),
};

const bySystem = new Map([webLog, ...compiled].map((one) => [one.system, one]));

/** The system that a file is an export of: the one of which most headings are there. Undefined where it is none of them. */
export function systemOf(format: ImportFormat, columns: readonly string[]): ExportSystem | undefined {
  if (format === 'log') return webLog.system;
  const headings = new Set(columns.map(plainHeading));
  const found = compiled.filter(({ needs }) => needs.every((any) => any.some((heading) => headings.has(heading))));
  return found.toSorted((a, b) => b.needs.length - a.needs.length)[0]?.system;
}

/** What a column may mean in an export of this system. */
export function meaningsIn(system: ExportSystem | undefined, facts: ColumnFacts): readonly Meaning[] {
  const target = system === undefined ? undefined : bySystem.get(system)?.targets.get(plainHeading(facts.name));
  return target === undefined ? meaningsOf(facts) : [meaningFor(target)];
}
