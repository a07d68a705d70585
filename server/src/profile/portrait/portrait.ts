import type { Dimension, ProfileSummary, Reach } from '@danqing/contracts';
import type { Whole } from '../whole/whole.ts';
import { boughtOf, doesOf, likesOf } from './does.ts';
import { basicWords, type Both, bothListed, channelWords, counted, plainNumber } from './words.ts';
import { whoOf } from './who.ts';

type Sentences = ProfileSummary['portrait'];

/** Fewer events than this tell little. */
const fewEvents = 5;

function serviceOf({ openComplaints }: Whole): Both | undefined {
  if (openComplaints === 0) return undefined;
  return { zh: `有 ${plainNumber(openComplaints)} 条投诉未解决。`, en: `${counted(openComplaints, 'complaint is', 'complaints are')} unresolved.` };
}

/** By which channels they may be reached. */
function reachWords(channels: readonly Reach[]): Both {
  const open = channels.filter(({ isReachable }) => isReachable).map(({ channel }) => channelWords[channel]);
  if (open.length > 0) {
    const { zh, en } = bothListed(open);
    return { zh: `可以通过${zh}联系。`, en: `Can be reached by ${en}.` };
  }
  const isRefused = channels.some(({ obstacles }) => obstacles.some(({ why }) => why === 'refused' || why === 'asked_not_to'));
  return isRefused
    ? { zh: '客户已拒绝联系，目前没有可用的触达渠道。', en: 'Has refused to be contacted; no channel is open now.' }
    : { zh: '目前没有可用的触达渠道。', en: 'No channel is open now.' };
}

/** What one would ask for first and does not know. */
function missingOf(dimensions: readonly Dimension[]): Both | undefined {
  const unknown = new Set(dimensions.find(({ key }) => key === 'basic')?.facts.flatMap(({ key, isKnown }) => (isKnown ? [] : [key])));
  const words = Object.entries(basicWords).flatMap(([key, both]) => (unknown.has(key) ? [both] : []));
  if (words.length === 0) return undefined;
  return { zh: `尚未了解：${words.map(({ zh }) => zh).join('、')}。`, en: `Not known: ${words.map(({ en }) => en).join(', ')}.` };
}

/** What all this rests on, and what is in doubt. */
function sureOf({ events, sources, merged, disputed }: Whole): Both {
  const count = [...events.values()].reduce((sum, tally) => sum + tally.count, 0);
  const doubts: Both[] = [
    ...(merged > 0 ? [{ zh: `资料由 ${merged + 1} 份合并而成`, en: `put together from ${merged + 1} profiles` }] : []),
    ...(disputed.length > 0
      ? [
          {
            zh: `有 ${disputed.length} 项客户属性的来源说法不一`,
            en: `sources disagree on ${counted(disputed.length, 'attribute', 'attributes')}`,
          },
        ]
      : []),
  ];
  const base: Both =
    count === 0
      ? { zh: '还没有任何行为数据，仅有登记的资料', en: 'No events yet; only what was registered is known' }
      : {
          zh: `以上依据 ${plainNumber(sources)} 个数据源的 ${plainNumber(count)} 条事件${count < fewEvents ? '，数据较少，仅供参考' : ''}`,
          en: `From ${counted(count, 'event', 'events')} of ${counted(sources, 'source', 'sources')}${count < fewEvents ? ', too few to be sure' : ''}`,
        };
  return { zh: `${[base, ...doubts].map(({ zh }) => zh).join('；')}。`, en: `${[base, ...doubts].map(({ en }) => en).join('; ')}.` };
}

/**
 * A customer in a few sentences: what is known, how sure it is, what is missing. A function of the data alone; what is unknown is said to be unknown, and what whoever asks sees
 * masked is not told.
 */
export function portraitOf(whole: Whole, dimensions: readonly Dimension[], channels: readonly Reach[]): Sentences {
  const parts: readonly (readonly [part: string, words: Both | undefined])[] = [
    ['who', whoOf(whole)],
    ['bought', boughtOf(whole)],
    ['likes', likesOf(whole)],
    ['does', doesOf(whole)],
    ['service', serviceOf(whole)],
    ['reach', reachWords(channels)],
    ['missing', missingOf(dimensions)],
    ['sure', sureOf(whole)],
  ];
  return parts.flatMap(([part, words]) => (words === undefined ? [] : [{ part, zh: words.zh, en: words.en }]));
}
