import { it } from 'vitest';
import { runCampaign } from './kill/campaign.ts';

it('loses and doubles nothing when worker, ClickHouse and everything are killed under load', async () => {
  await runCampaign({ victims: ['worker', 'clickhouse', 'everything'], pauseMs: () => 500, eventsBetween: () => 2000, say: () => undefined });
});
