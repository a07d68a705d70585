/** Travellers of a booking company: those who go home for Spring Festival, business travellers, old people in the south, families, and people who only look. */
import type { Draw } from './draw.ts';
import type { Story } from './story.ts';

const day = 86_400_000;
const winterCities = ['三亚', '昆明', '北海', '成都'];
const cities = ['上海', '北京', '成都', '三亚', '昆明', '西安', '广州', '厦门'];
type Life = 'drifter' | 'business' | 'senior' | 'family' | 'looker';
const lives: readonly Life[] = ['drifter', 'business', 'senior', 'family', 'looker'];

export function tellTravellers(story: Story, draw: Draw): void {
  for (let number = 0; number < 70; number++) {
    const id = `t${number}`;
    const life = lives[number % lives.length] ?? 'looker';
    const born = life === 'senior' ? 1945 + draw.below(18) : 1968 + draw.below(42);
    story.is(id, 800, {
      name: `旅客${number}`,
      ...(draw.chance(0.85) ? { phone: `139${String(10_000_000 + number * 7919).slice(0, 8)}` } : {}),
      ...(draw.chance(0.9) ? { birthday: `${born}-0${1 + draw.below(9)}-1${draw.below(10)}` } : {}),
      ...(draw.chance(0.6) ? { hometown: draw.pick(cities) } : {}),
      address: { city: draw.pick(cities) },
    });
    if (draw.chance(0.8)) story.allows(id, 700, 'sms', draw.chance(0.8) ? 'granted' : 'refused');
    search(story, draw, id);
    live[life](story, draw, id);
    if (draw.chance(0.1)) story.did(id, draw.below(60), 'Booking Cancelled', { order_id: `x${number}`, amount: 500, reason: '行程变更' });
  }
}

const live: Readonly<Record<Life, (story: Story, draw: Draw, id: string) => void>> = {
  drifter: goHome,
  business: (story, draw, id) => {
    // One in four gave up travelling more than a year ago.
    const stopped = draw.chance(0.25) ? 380 : 0;
    for (let i = 0; i < 3 + draw.below(14); i++) {
      const purpose = draw.chance(0.85) ? '差旅' : '度假';
      fly(story, draw, id, stopped + draw.next() ** 2 * (stopped > 0 ? 200 : 500), { purpose, cabin: draw.pick(['经济舱', '公务舱', '头等舱']) });
    }
    if (stopped > 0) return;
    for (let i = 0; i < draw.below(5); i++) story.did(id, draw.below(170), 'Train Booked', { from: '上海', to: '杭州', purpose: '差旅', amount: 120 });
    stay(story, draw, id, draw.below(300), { nights: 2, star: 5, children: 0 });
  },
  senior: (story, draw, id) => {
    for (const ago of [330, 80, 700])
      if (draw.chance(0.6)) stay(story, draw, id, ago - draw.below(60), { nights: 10 + draw.below(40), star: 3, children: 0, city: draw.pick(winterCities) });
    if (draw.chance(0.5)) fly(story, draw, id, 200 + draw.below(600), { purpose: '度假', cabin: '经济舱' });
  },
  family: (story, draw, id) => {
    for (let i = 0; i < 1 + draw.below(4); i++) {
      const ago = draw.pick([45, 52, 130, 190, 200, 400, 600]) + draw.next();
      fly(story, draw, id, ago, { purpose: '度假', cabin: '经济舱', children: draw.below(3) });
      stay(story, draw, id, ago - 2, { nights: 3, star: 3 + draw.below(3), children: 1 });
    }
    if (draw.chance(0.4)) fly(story, draw, id, 1, { purpose: '度假', cabin: '经济舱', children: 1 });
  },
  looker: (story, draw, id) => {
    if (draw.chance(0.3)) stay(story, draw, id, draw.below(400), { nights: 1, star: 4, children: 0 });
  },
};

/** Spring Festival was 276 days before the end (17 February against 20 November 2026). */
function goHome(story: Story, draw: Draw, id: string): void {
  const ago = 270 + draw.below(45);
  story.did(id, ago, 'Itinerary Created', { from: '上海', to: '成都', depart_at: story.moment(ago - 9), purpose: draw.chance(0.9) ? '返乡' : '度假' });
  fly(story, draw, id, ago - 1, { purpose: '返乡', cabin: '经济舱' });
  if (draw.chance(0.3)) story.did(id, 1 + draw.below(20), 'Train Booked', { from: '上海', to: '成都', purpose: '返乡', amount: 400 });
  if (draw.chance(0.3)) fly(story, draw, id, 2 + draw.below(100), { purpose: draw.chance(0.6) ? '返乡' : '度假', cabin: '经济舱' });
}

interface Flight {
  readonly purpose: string;
  readonly cabin: string;
  readonly children?: number;
}

function fly(story: Story, draw: Draw, id: string, daysAgo: number, { children = 0, ...rest }: Flight): void {
  const ahead = 1 + draw.below(25);
  const departs = story.at + (ahead - daysAgo) * day;
  story.did(id, daysAgo, 'Flight Booked', {
    ...rest,
    children,
    from: draw.pick(cities),
    to: draw.pick(cities),
    depart_at: new Date(departs).toISOString(),
    arrive_at: new Date(departs + 0.1 * day).toISOString(),
    days_ahead: ahead,
    amount: 300 + 10 * draw.below(300),
  });
}

interface Stay {
  readonly nights: number;
  readonly star: number;
  readonly children: number;
  readonly city?: string;
}

function stay(story: Story, draw: Draw, id: string, daysAgo: number, { nights, city = draw.pick(cities), ...rest }: Stay): void {
  const checkIn = story.moment(daysAgo - 1 - draw.below(20));
  story.did(id, Math.max(0.02, daysAgo), 'Hotel Booked', { ...rest, city, check_in_at: checkIn, nights, amount: nights * 300 });
}

function search(story: Story, draw: Draw, id: string): void {
  for (let i = 0; i < draw.below(9); i++) story.did(id, 0.1 + draw.next() ** 3 * 60, 'Flight Searched', { from: '上海', to: draw.pick(cities) });
}
