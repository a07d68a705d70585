import { it } from 'vitest';
import { runCampaign } from '../kill/campaign.ts';
import { victims } from '../kill/victims.ts';
import { randomFrom } from '../../server/src/kernel/index.ts';

it('loses and doubles nothing over 20 random kills', async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
  const random = randomFrom(seed);
  const chosen = Array.from({ length: 20 }, () => victims[Math.floor(random() * victims.length)] ?? 'everything');
  console.log(`KILL_SEED=${seed}: ${chosen.join(', ')}`);
  await runCampaign({
    victims: chosen,
    pauseMs: () => random() * 2000,
    eventsBetween: () => (random() < 0.25 ? 0 : 500 + random() * 3000),
    say: (text) => console.log(text),
  });
});
