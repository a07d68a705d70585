import type { AlertSettings } from '@danqing/contracts';
import type { Look } from '../look.ts';
import type { Reading } from '../state.ts';

export async function importFailed(_settings: AlertSettings<'import_failed'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  return (await look.failedImports())
    .filter((task) => task.workspace === workspace)
    .map(({ id, title, problem }): Reading => {
      const says = { zh: `${title.zh} ${problem?.zh ?? '失败'}`, en: `${title.en} failed: ${problem?.en ?? ''}` };
      return { subject: `import/${id}`, value: null, level: 'over', says };
    });
}

const gigabyte = 1e9;

export async function diskLow({ belowPercent }: AlertSettings<'disk_low'>, _workspace: number, look: Look): Promise<readonly Reading[]> {
  const { freeBytes, totalBytes } = await look.disk();
  const percent = totalBytes === 0 ? 100 : (freeBytes / totalBytes) * 100;
  const says = {
    zh: `数据所在磁盘剩余 ${percent.toFixed(1)}%（${(freeBytes / gigabyte).toFixed(1)} GB，下限 ${belowPercent}%）`,
    en: `${percent.toFixed(1)}% of the data disk is free (${(freeBytes / gigabyte).toFixed(1)} GB, bound ${belowPercent}%)`,
  };
  return [{ subject: '', value: percent, level: percent < belowPercent ? 'over' : percent < belowPercent * 1.1 ? 'between' : 'clear', says }];
}
