import type { QualityReport, SourceQuality } from '@danqing/contracts';
import { readArrival, readRhythms } from '#pipeline';
import { scoreOf } from '../figures/score.ts';
import { lagBounds, lagQuantile } from '../lag.ts';
import { dayPoints } from './days.ts';
import { findingsOf } from './findings.ts';
import { readAround, readBoth, type ReportDeps } from './load.ts';
import { movesOf } from './moves.ts';
import { type Counted, fieldParts } from './parts.ts';
import { periodOf, periodView } from './period.ts';
import { sampleView } from './sample.ts';
import { readFieldDays, readSubjectDays } from './sums.read.ts';
import { hasLag, wholeFigures } from './whole.ts';

const shownFindings = 5;
const silentAfter = 3;

const sumLags = (subjects: Counted['subjects']): readonly number[] =>
  Array.from({ length: lagBounds.length + 1 }, (_, place) => subjects.reduce((sum, { lags }) => sum + (lags[place] ?? 0), 0));

export interface ReportQuery {
  readonly workspace: number;
  readonly timezone: string;
  readonly days: number;
  readonly source: string | undefined;
}

/** The quality of a workspace's data in the last days, of all sources or of one. */
export async function makeReport(deps: ReportDeps, { workspace, timezone, days, source }: ReportQuery): Promise<QualityReport> {
  const { pg, clock } = deps;
  const period = await periodOf(deps, { workspace, timezone }, days);
  const [[now, before], around, rhythms, queryable, subjectDays] = await Promise.all([
    readBoth(deps, period),
    readAround(deps, workspace),
    readRhythms(pg, workspace),
    readArrival(pg),
    readSubjectDays(pg, period.now),
  ]);
  const fields = fieldParts(now, around);
  const fieldDays = await readFieldDays(pg, period.now, fields);
  const kindOf = (name: string): string => around.sourceOf(name).kind;
  const figures = wholeFigures(now, around, fields, source);
  const findings = findingsOf(now, around, fields, source);
  const names = [...new Set(now.subjects.map((one) => one.source))].filter((name) => source === undefined || name === source);
  const sources = names.map((name): SourceQuality => {
    const own = now.subjects.filter((one) => one.source === name && one.event !== '');
    const lags = hasLag(kindOf(name)) ? sumLags(own) : [];
    const rhythm = rhythms.find(({ sourceId }) => deps.sources.byId(sourceId)?.name === name);
    const ofSource = wholeFigures(now, around, fields, name);
    const quietMinutes = rhythm?.lastAt === null || rhythm?.lastAt === undefined ? 0 : (clock.now() - rhythm.lastAt.getTime()) / 60_000;
    return {
      source: name,
      ...around.sourceOf(name),
      messages: own.reduce((sum, { messages }) => sum + messages, 0),
      score: scoreOf(ofSource),
      figures: ofSource,
      days: dayPoints(subjectDays, fieldDays, { fields, kindOf, source: name }),
      lagP50: lagQuantile(lags, 0.5),
      lagP95: lagQuantile(lags, 0.95),
      lastAt: rhythm?.lastAt?.toISOString() ?? null,
      usualGapMinutes: rhythm?.usualGapMinutes ?? null,
      isSilent:
        hasLag(kindOf(name)) &&
        rhythm?.usualGapMinutes !== null &&
        rhythm?.usualGapMinutes !== undefined &&
        quietMinutes > silentAfter * Math.max(10, rhythm.usualGapMinutes),
    };
  });
  const fieldsBefore = fieldParts(before, around);
  return {
    ...periodView(period),
    score: scoreOf(figures),
    scoreBefore: before.subjects.length === 0 ? null : scoreOf(wholeFigures(before, around, fieldsBefore, source)),
    messages: sources.reduce((sum, { messages }) => sum + messages, 0),
    people: now.facts.people,
    sample: sampleView(now.facts),
    figures,
    queryable,
    days: dayPoints(subjectDays, fieldDays, { fields, kindOf, source }),
    sources: sources.toSorted((a, b) => b.messages - a.messages),
    worst: findings.slice(0, shownFindings),
    findings: findings.length,
    ...movesOf(now, before, around, source),
  };
}
