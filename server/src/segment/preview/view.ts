import type { PreviewRunView, PreviewView } from '@danqing/contracts';
import type { Preview } from '../preview.ts';
import type { FunnelStep } from './funnel.ts';
import type { PreviewRun } from './runs.ts';

type StepView = NonNullable<PreviewView['funnel']>['steps'][number];

const stepView = (step: FunnelStep): StepView => ({ ...step, sentence: { ...step.sentence }, branches: step.branches.map(stepView) });

/** A preview as the API shows it. */
export function previewView({ funnel, ...preview }: Preview): PreviewView {
  const { earliestMs, ...dependencies } = preview.dependencies;
  return {
    ...preview,
    elapsedMs: Math.round(preview.elapsedMs * 10) / 10,
    sample: [...preview.sample],
    warnings: [...preview.warnings],
    dependencies: {
      events: [...dependencies.events],
      traits: [...dependencies.traits],
      tags: [...dependencies.tags],
      segments: [...dependencies.segments],
      identifiers: [...dependencies.identifiers],
      lists: [...dependencies.lists],
      metrics: [...dependencies.metrics],
      consents: [...dependencies.consents],
      entities: [...dependencies.entities],
      earliest: earliestMs === null ? null : new Date(earliestMs).toISOString(),
    },
    ...(funnel === undefined ? {} : { funnel: { join: funnel.join, steps: funnel.steps.map(stepView) } }),
  };
}

/** A preview that runs on, as the API shows it. */
export function previewRunView({ id, state, startedMs, tookMs, estimate, preview, error }: PreviewRun): PreviewRunView {
  return {
    id,
    state,
    elapsedMs: Math.round((tookMs ?? performance.now() - startedMs) * 10) / 10,
    estimate: estimate === null ? null : { ...estimate, standardError: Math.round(estimate.standardError * 10) / 10 },
    preview: preview === null ? null : previewView(preview),
    error: error === null ? null : { ...error },
  };
}
