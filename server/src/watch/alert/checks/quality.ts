import type { AlertSettings } from '@danqing/contracts';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';

/** Figures of the data's quality that are below their thresholds; thresholds stand with the quality of data, not with the rule. */
export async function dataQuality(settings: AlertSettings<'data_quality'>, workspace: number, look: Pick<Look, 'quality'>): Promise<readonly Reading[]> {
  const { dimensions = [], sources = [], days, minAffected } = settings;
  return (await look.quality(workspace, days)).flatMap(({ finding, isBelow }): readonly Reading[] => {
    const { dimension, source, event, field, share, affected, says } = finding;
    if ((dimensions.length > 0 && !dimensions.includes(dimension)) || (sources.length > 0 && source !== '' && !sources.includes(source))) return [];
    const subject = [source, event === '*' ? '' : event, field, dimension].filter((part) => part !== '').join(' · ');
    return [{ subject, value: share * 100, level: isBelow && affected >= minAffected ? 'over' : 'between', says }];
  });
}
