import type { Draw } from '../packs/draw.ts';

export interface Person {
  readonly isChinese: boolean;
  readonly surname: string;
  readonly given: string;
  readonly birth: string;
  readonly phone: string;
  readonly address: string;
  readonly postcode: string;
}

const syllables = [
  'ba',
  'ber',
  'car',
  'dan',
  'der',
  'el',
  'fen',
  'gar',
  'har',
  'ing',
  'jo',
  'ker',
  'lan',
  'mar',
  'ner',
  'ol',
  'pen',
  'quin',
  'ran',
  'ster',
  'ton',
  'ul',
  'ver',
  'wil',
  'yor',
  'zan',
];
const chineseSurnames = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
);
const givenCharacters = Array.from(
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉华建国文辉力永健世广志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子峰梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思',
);
const streets = ['人民', '中山', '解放', '建设', '长江', '和平', '新华', '文化', '光明', '胜利', '幸福', '滨河', '学院', '工业', '友谊', '青年'];
const cities = ['上海市', '北京市', '广州市', '深圳市', '武汉市', '成都市', '南京市', '西安市'];
const wayKinds = ['street', 'road', 'avenue', 'lane', 'drive'];

/** Traditional forms of some of the characters above. */
const traditional: Readonly<Record<string, string>> = {
  张: '張',
  刘: '劉',
  陈: '陳',
  杨: '楊',
  黄: '黃',
  赵: '趙',
  吴: '吳',
  孙: '孫',
  马: '馬',
  罗: '羅',
  郑: '鄭',
  谢: '謝',
  许: '許',
  韩: '韓',
  冯: '馮',
  邓: '鄧',
  萧: '蕭',
  伟: '偉',
  静: '靜',
  丽: '麗',
  强: '強',
  军: '軍',
  艳: '艷',
  杰: '傑',
  涛: '濤',
  兰: '蘭',
  红: '紅',
  华: '華',
  国: '國',
  辉: '輝',
  义: '義',
  兴: '興',
  广: '廣',
  龙: '龍',
  学: '學',
  发: '發',
  飞: '飛',
  云: '雲',
  爱: '愛',
  琼: '瓊',
  梦: '夢',
};

export const cn2t = (text: string): string => Array.from(text, (sign) => traditional[sign] ?? sign).join('');

/** Few of the items often, most of them seldom. */
const zipf = (draw: Draw, count: number): number => Math.floor(count ** draw.next()) - 1;
const at = <T>(items: readonly T[], place: number): T => {
  const item = items[place % items.length];
  if (item === undefined) throw new Error('nothing to draw from');
  return item;
};

/** The nth made-up word: distinct for n up to 17,000. */
const word = (n: number): string =>
  at(syllables, n) + at(syllables, Math.floor(n / 26) * 7 + n) + (n % 3 === 0 ? at(syllables, Math.floor(n / 676) * 5 + 3) : '');

export function personOf(draw: Draw): Person {
  const isChinese = draw.chance(0.5);
  const year = 1940 + draw.below(70);
  const two = (n: number): string => String(n).padStart(2, '0');
  const postcode = String(100_000 + zipf(draw, 60_000) * 13);
  const number = 1 + draw.below(300);
  return {
    isChinese,
    surname: isChinese ? at(chineseSurnames, zipf(draw, chineseSurnames.length)) : word(zipf(draw, 12_000)),
    given: isChinese ? draw.pick(givenCharacters) + (draw.chance(0.8) ? draw.pick(givenCharacters) : '') : word(zipf(draw, 3_000) * 5 + 2),
    birth: `${year}-${two(1 + draw.below(12))}-${two(1 + draw.below(28))}`,
    phone: `1${3 + draw.below(7)}${String(draw.below(1_000_000_000)).padStart(9, '0')}`,
    address: isChinese
      ? `${at(cities, zipf(draw, 8))}${draw.pick(streets)}路${number}号${1 + draw.below(30)}楼`
      : `${number} ${word(draw.below(15_000))} ${draw.pick(wayKinds)}`,
    postcode,
  };
}
