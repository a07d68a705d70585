export type ConsentState = 'granted' | 'refused';

/** What was said of one purpose, and of one channel of it, for one profile. Times in ms. */
export interface ConsentRecord {
  readonly id: number;
  /** The profile it was said for; it may have been merged into another since. */
  readonly originId: number;
  readonly purpose: string;
  /** '' speaks for the whole purpose. */
  readonly channel: string;
  readonly state: ConsentState;
  readonly at: number;
  /** Of a grant: from then on it counts as not given. */
  readonly expiresAt: number | null;
  readonly source: string;
  readonly proof: string;
  /** Put beside another origin's words by what the same person said elsewhere; not this origin's own word. */
  readonly isCarried?: boolean;
}

/** Why somebody's consent is what it is. */
export type ConsentReason = 'own' | 'purpose_wide' | 'refused_before_merge' | 'expired' | 'no_record';

export interface Effective {
  /** null: nothing that counts; then nothing may be done either. */
  readonly state: ConsentState | null;
  readonly reason: ConsentReason;
  /** The record that decided. */
  readonly record: ConsentRecord | undefined;
}

/**
 * The one meaning of consent; `compile/sql/consent.ts` is its twin in SQL, and a property test holds them together. Of one origin and channel the latest record up to `at`
 * counts (of one moment the refusal; a grant that has run out counts as none). Of the channel's record and the purpose-wide one the later decides, of one moment the refusal.
 * Each origin decides on its own, and where several were merged into one person a refusal wins.
 * `records`: of one person, any purposes. `channel` null: the whole purpose.
 */
export function effectiveConsent(records: readonly ConsentRecord[], purpose: string, channel: string | null, at: number): Effective {
  const relevant = records.filter((record) => record.purpose === purpose && record.at <= at && (record.channel === '' || record.channel === channel));
  const origins = [...new Set(relevant.map(({ originId }) => originId))];
  const decisions = origins.flatMap(
    (origin) =>
      decisionOf(
        relevant.filter(({ originId }) => originId === origin),
        channel,
        at,
      ) ?? [],
  );
  const decided = decisions.toSorted(byRefusalThenTime)[0];
  if (decided === undefined)
    return relevant.length === 0 ? { state: null, reason: 'no_record', record: undefined } : { state: null, reason: 'expired', record: latestOf(relevant) };
  const isOverruled = decided.state === 'refused' && decisions.some(({ state }) => state === 'granted');
  const reason = isOverruled ? 'refused_before_merge' : channel !== null && decided.channel === '' ? 'purpose_wide' : 'own';
  return { state: decided.state, reason, record: decided };
}

function decisionOf(records: readonly ConsentRecord[], channel: string | null, at: number): ConsentRecord | undefined {
  const channels = channel === null ? [''] : ['', channel];
  return latestOf(channels.flatMap((one) => standing(latestOf(records.filter((record) => record.channel === one)), at)));
}

const standing = (record: ConsentRecord | undefined, at: number): readonly ConsentRecord[] =>
  record === undefined || (record.state === 'granted' && record.expiresAt !== null && record.expiresAt <= at) ? [] : [record];

/** Of one moment the refusal; of the same again the one recorded last. */
const isLater = (a: ConsentRecord, b: ConsentRecord): boolean => (a.at === b.at ? (a.state === b.state ? a.id > b.id : a.state === 'refused') : a.at > b.at);

const latestOf = (records: readonly ConsentRecord[]): ConsentRecord | undefined =>
  records.reduce<ConsentRecord | undefined>((latest, record) => (latest === undefined || isLater(record, latest) ? record : latest), undefined);

const byRefusalThenTime = (a: ConsentRecord, b: ConsentRecord): number => {
  if (a.state !== b.state) return a.state === 'refused' ? -1 : 1;
  return isLater(a, b) ? -1 : 1;
};

/** What stands of every purpose and channel that was ever spoken of, by name. */
export function effectiveConsents(
  records: readonly ConsentRecord[],
  at: number,
): readonly (Effective & { readonly purpose: string; readonly channel: string })[] {
  const spoken = new Map(records.map(({ purpose, channel }) => [`${purpose}\n${channel}`, { purpose, channel }]));
  return [...spoken.values()]
    .toSorted((a, b) => (a.purpose === b.purpose ? (a.channel < b.channel ? -1 : 1) : a.purpose < b.purpose ? -1 : 1))
    .map(({ purpose, channel }) => ({ purpose, channel, ...effectiveConsent(records, purpose, channel === '' ? null : channel, at) }));
}
