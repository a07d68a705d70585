import { type WebhookKindName } from '@danqing/contracts';
import { openLive } from '#govern';
import type { Postgres, Seal } from '#platform';
import type { HookConfig } from '../kinds/kind.ts';
import { compileHook, type HookReader } from '../read/reader.ts';
import { openSecrets } from './secrets.ts';
import { readWebhooks, type StoredWebhook } from './webhook.read.ts';

/** Where a request at the address of a source leads. */
interface HookTarget {
  readonly source: number;
  readonly kind: WebhookKindName;
  readonly config: HookConfig;
}

/** The webhooks of all workspaces, in memory, at most a second old. No look-up waits for a query. */
export interface HookDirectory {
  byKey(key: string): HookTarget | undefined;
  /** How the bodies of a source are read; undefined: it is no webhook. The same object until its mappings change. */
  readerOf(source: number): HookReader | undefined;
  /** What was written before the call counts afterwards. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly stored: StoredWebhook;
  readonly target: HookTarget;
  readonly reader: HookReader;
}

const readsNothing: HookReader = { read: () => ({ kind: 'unmapped', detail: 'the mappings of this source cannot be used' }) };

/** Mappings are checked when they are saved; one of an older version that no longer holds leaves bodies in quarantine. */
function readerFor({ mappings, timezone }: StoredWebhook): HookReader {
  const compiled = compileHook(mappings, timezone);
  return compiled.ok ? compiled.reader : readsNothing;
}

export async function openHookDirectory(pg: Postgres, seal: Seal): Promise<HookDirectory> {
  let loaded: ReadonlyMap<number, Loaded> = new Map();
  let keys: ReadonlyMap<string, HookTarget> = new Map();
  const load = async (from: Postgres): Promise<ReadonlyMap<number, Loaded>> => {
    const rows = await readWebhooks(from);
    loaded = new Map(
      rows.map((stored) => {
        const known = loaded.get(stored.source);
        const isSame = known !== undefined && known.stored.changedAt.getTime() === stored.changedAt.getTime() && known.stored.timezone === stored.timezone;
        const { source, kind, settings } = stored;
        return [
          source,
          isSame ? known : { stored, target: { source, kind, config: { settings, secrets: openSecrets(seal, stored.secrets) } }, reader: readerFor(stored) },
        ];
      }),
    );
    keys = new Map([...loaded.values()].map(({ stored, target }) => [stored.key, target]));
    return loaded;
  };
  const live = await openLive(pg, load);
  return {
    byKey: (key) => keys.get(key),
    readerOf: (source) => live.current().get(source)?.reader,
    refresh: live.refresh,
    close: live.close,
  };
}
