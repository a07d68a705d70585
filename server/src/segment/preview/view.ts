import type { PreviewView } from '@danqing/contracts';
import type { Preview } from '../preview.ts';
import type { FunnelStep } from './funnel.ts';

type StepView = NonNullable<PreviewView['funnel']>['steps'][number];

const stepView = (step: FunnelStep): StepView => ({ ...step, sentence: { ...step.sentence }, branches: step.branches.map(stepView) });

/** A preview as the API shows it. */
export function previewView({ funnel, ...preview }: Preview): PreviewView {
  const { earliestMs, ...dependencies } = preview.dependencies;
  return {
    ...preview,
    elapsedMs: Math.round(preview.elapsedMs * 10) / 10,
    sample: [...preview.sample],
    dependencies: {
      events: [...dependencies.events],
      traits: [...dependencies.traits],
      tags: [...dependencies.tags],
      segments: [...dependencies.segments],
      identifiers: [...dependencies.identifiers],
      earliest: earliestMs === null ? null : new Date(earliestMs).toISOString(),
    },
    ...(funnel === undefined ? {} : { funnel: { join: funnel.join, steps: funnel.steps.map(stepView) } }),
  };
}
