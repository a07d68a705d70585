import { describe, expect, it } from 'vitest';

/** Words that a screen must not say, with the one that GLOSSARY.md has instead. */
const refused: Readonly<Record<'zh' | 'en', readonly (readonly [RegExp, string])[]>> = {
  zh: [
    [/用户(?!画像|名|代理|标签页)/, '客户(数据里的人)或操作员(登录的人)'],
    [/联系人/, '客户'],
    [/(?<!获客|触达|销售)渠道/, '获客渠道 / 触达渠道 / 销售渠道'],
    [/(?<!客户|事件|商品|实体|企业|事件与)属性/, '客户属性 / 事件属性'],
    [/(?<!个体|群体|用户|客户)画像/, '个体画像 / 群体画像'],
    [/隔离区|隔离数据|死信/, '待处理数据'],
    [/取消合并|合并撤销|拆分合并/, '撤销合并'],
    [/黑名单|勿扰名单|免打扰/, '不打扰名单'],
    [/彩排|沙盒演练/, '预演'],
    [/漂移/, '分布变化'],
    [/血缘|数据谱系/, '来源与去向'],
    [/(?<!实验)对照组/, '实验对照组'],
    [/留出组|(?<!全局)留白组/, '全局留白组'],
    [/提升效果|增量提升/, '增量效果'],
    [/人群包|受众|分群(?!方案)/, '人群'],
    [/脱敏/, '打码'],
    [/登陆/, '登录'],
    [/帐号|帐户/, '账号'],
    [/工作区/, '工作空间'],
    [/(?<=[㐀-鿿”）])[,;:?!]|[,;:?!](?=[㐀-鿿“])|\([^()]*[㐀-鿿][^()]*\)/, '全角标点'],
    [/点击此处|请注意|您/, '(说清楚要做什么;用"你")'],
    [/留存(?!同期群|率|分析)/, '快照'],
    [/切点/, '分界值'],
    [/人员流动/, '成员流动'],
    [/进入上一档|属于上一档/, '更高一档(上一档也可以是前一档)'],
    [/(?<![关一按捷向])键(?!盘)/, '编码'],
    [/待处理的?(?:跟进|投诉)/, '待办'],
    [/[「」『』]|"/, '“”'],
    [/……|\.\.\.|。。/, '…'],
    [/[㐀-鿿]\s?\(|\)\s?[㐀-鿿]/, '全角括号'],
    [/[㐀-鿿][0-9A-Za-z]|[0-9A-Za-z%](?=[㐀-鿿])/, '(汉字与数字、字母之间空一格)'],
    [
      /的的|被[^，。]{1,8}所|对于[^，。]{1,12}(?:来说|而言)|进行(?!中)|(?:一个|某个)[^，。]{1,6}的(?:操作|过程|方式)|当[^，。]{1,12}的时候|的话[，。]|作为一个/,
      '(翻译腔，换成平常的说法)',
    ],
    [/没有(?:加载|发送|发|生成|算|留)成|没有算|没能|算不出|读不(?:懂|出)/, '……失败 / 无法……'],
    [/动静|取走|拿掉|眼下|哪也不/, '(口语，换成平常的书面说法)'],
  ],
  en: [
    [/\busers?\b(?! agent)/i, 'customer, profile or operator'],
    [/\bcontacts?\b/i, 'customer or profile'],
    [/\baudiences?\b|\bcohorts?\b/i, 'segment'],
    [/\bdead.letters?\b/i, 'quarantine'],
    [/\bblacklist|\bwhitelist/i, 'suppression, blocked, allowed'],
    [/\bplease\b|!(?=$|\s)/i, '(say what can be done)'],
    [/\bclick here\b/i, '(name the thing)'],
    [/[，。：；！？（）、]/, '(punctuation of English)'],
    [/\b(?!from )[a-z]+ …|\.\.\./, 'word… without a space'],
    [/\d %/, '20%'],
    [/\b(?:is|are|was) told\b|\bmade anew\b|\bstands? (?:here|there|in the audit)\b|\blooked at\b|\bpeople people\b/i, '(say it as people do today)'],
  ],
};

type Texts = { readonly texts: object };
const files = import.meta.glob<Texts>('./{zh,en}/*.ts', { eager: true });

function* wordsOf(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) yield* wordsOf(inner, `${path}.${key}`);
}

const all = Object.entries(files).flatMap(([file, { texts }]) =>
  [...wordsOf(texts, file)].map(([path, text]) => ({ language: file.split('/')[1] === 'zh' ? ('zh' as const) : ('en' as const), path, text })),
);

describe('texts of the console', () => {
  it('exist, in both languages', () => {
    expect(all.filter(({ language }) => language === 'zh').length).toBeGreaterThan(80);
    expect(all.filter(({ language }) => language === 'en').length).toBe(all.filter(({ language }) => language === 'zh').length);
  });

  it('use the one word per idea that GLOSSARY.md has', () => {
    const faults = all.flatMap(({ language, path, text }) =>
      refused[language]
        .filter(([pattern]) => pattern.test(text.replaceAll(/\{\{\w+\}\}/g, '')))
        .map(([pattern, instead]) => `${path}: "${text}" has ${pattern.source}; say ${instead}`),
    );
    expect(faults).toEqual([]);
  });

  it('fill the same places in both languages', () => {
    const placesOf = (text: string): string =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, name]) => name)
        .sort()
        .join();
    const zh = new Map(all.filter(({ language }) => language === 'zh').map(({ path, text }) => [path, text]));
    const faults = all.filter(({ language, path, text }) => language === 'en' && placesOf(text) !== placesOf(zh.get(path.replace('./en/', './zh/')) ?? ''));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it('have no Chinese in English and are not English in Chinese', () => {
    expect(all.filter(({ language, text }) => language === 'en' && /[㐀-鿿]/.test(text)).map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
    const sentences = all.filter(({ language, text }) => language === 'zh' && !/[㐀-鿿]/.test(text) && /[a-z]{3,} [a-z]{3,}/i.test(text));
    expect(sentences.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it('leave the marks between them to the language of the screen', () => {
    const sources = import.meta.glob<string>(['../{pages,parts,shell,rule}/**/*.tsx', '!../**/*.test.tsx'], { eager: true, query: '?raw', import: 'default' });
    expect(Object.keys(sources).length).toBeGreaterThan(100);
    const faults = Object.entries(sources).flatMap(([file, source]) =>
      source
        .split('\n')
        .flatMap((line, index) =>
          /[}\]`]\s?[：，；（）]|^\s*\S*[：；]\{|join\('、'\)|\bt\((?:'[^']*'|`[^`]*`)\)\}(?::| \()|\[language\]\} \(/.test(line) &&
          !/language === 'zh'/.test(line)
            ? [`${file}:${index + 1}: ${line.trim()}`]
            : [],
        ),
    );
    expect(faults).toEqual([]);
  });

  it('catches a word that is refused', () => {
    expect(refused.zh.some(([pattern]) => pattern.test('新建受众'))).toBe(true);
    expect(refused.zh.some(([pattern]) => pattern.test('获客渠道'))).toBe(false);
    for (const text of ['对人群进行计算', '对于客户来说', '近30天', '留存为名单', '120 天没有动静', '没有算完', '手机号 (打码)'])
      expect([text, refused.zh.some(([pattern]) => pattern.test(text))]).toEqual([text, true]);
    for (const text of ['进行中', '近 30 天', '快捷键', '“一键添加”', '留存同期群'])
      expect([text, refused.zh.some(([pattern]) => pattern.test(text))]).toEqual([text, false]);
  });
});
