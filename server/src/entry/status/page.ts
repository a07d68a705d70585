import type { Readiness } from '@danqing/contracts';
import { html, Markup } from './html.ts';
import type { Language } from './language.ts';
import { snippetsFor } from './snippets.ts';
import { type Texts, textsOf } from './texts.ts';

export interface PageInput {
  readonly language: Language;
  /** Scheme and host by which the reader came. */
  readonly origin: string;
  readonly version: string;
  readonly readiness: Readiness;
  readonly style: string;
  readonly script: string;
}

/** The page at `/`. It holds no number and no secret: those come by the API, with the reader's key. */
export function renderPage({ language, origin, version, readiness, style, script }: PageInput): string {
  const texts = textsOf(language);
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${texts.title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%23c23a2b'/%3E%3Cpath d='M16 6c5 6 7 9 7 13a7 7 0 0 1-14 0c0-4 2-7 7-13z' fill='%23fff'/%3E%3C/svg%3E">
<style>${new Markup(style)}</style>
</head>
<body>
<header>
  <a class="name" href="/"><span class="seal" aria-hidden="true">丹青</span><span><strong>Danqing</strong><small>${texts.tagline}</small></span></a>
  <nav><a href="/api/docs">API</a><a href="/?lang=${language === 'zh' ? 'en' : 'zh'}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${texts.otherLanguage}</a><span class="version">${version}</span></nav>
</header>
<main>
${readinessSection(readiness, texts)}
${numbersSection(texts)}
${sendSection(origin, texts)}
${placesSection(texts)}
</main>
<script type="application/json" id="texts">${new Markup(jsonForHtml({ ...texts, locale: language === 'zh' ? 'zh-CN' : 'en' }))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

/** JSON inside a script element: `<` would let `</script>` end it. */
const jsonForHtml = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function readinessSection(readiness: Readiness, texts: Texts): Markup {
  const isReady = readiness.status === 'ready';
  const engines = (['postgres', 'clickhouse', 'migrations'] as const).map((name) => {
    const state = readiness[name];
    const isGood = state === 'ready' || state === 'done';
    return html`<li data-engine="${name}" data-good="${String(isGood)}"><i></i>${texts.engine[name]}<b>${texts.engineState[state]}</b></li>`;
  });
  return html`<section class="state" data-good="${String(isReady)}" id="state" aria-live="polite">
  <h1><i></i><span>${isReady ? texts.ready : texts.notReady}</span></h1>
  <ul>${engines}</ul>
  <p class="help">${texts.notReadyHelp} <code>npm run danqing -- doctor</code></p>
</section>`;
}

const tiles = ['profiles', 'segments', 'tags', 'accepted', 'perSecond'] as const;
const states = ['passed', 'dropped', 'parked', 'lag'] as const;

const numbersSection = (texts: Texts): Markup => html`<section id="numbers" data-view="locked">
  <h2>${texts.numbers}<small id="moment"></small><button type="button" id="forget" class="quiet">${texts.forget}</button></h2>
  <form id="unlock" class="card">
    <p>${texts.locked}</p>
    <p class="field"><label for="key">${texts.keyLabel}</label><input id="key" type="password" autocomplete="off" spellcheck="false" required><button>${texts.show}</button></p>
    <p class="help">${texts.lockedHelp}</p>
    <p class="wrong" id="wrong" role="alert"></p>
  </form>
  <div class="open">
    <p class="note" id="away" role="status"></p>
    <dl class="tiles">${tiles.map((name) => html`<div><dt>${texts[name]}</dt><dd data-number="${name}">–</dd></div>`)}</dl>
    <p class="note" id="empty">${texts.nothingYet}</p>
    <div class="pair">
      <figure class="card"><figcaption>${texts.flow}</figcaption><div class="bar" id="bar" role="img" aria-label="${texts.flow}">${states.map((state) => html`<span data-state="${state}"></span>`)}</div>
        <dl class="legend">${states.map((state) => html`<div data-state="${state}" title="${texts.stateHelp[state]}"><dt><i></i>${texts.state[state]}</dt><dd data-flow="${state}">–</dd></div>`)}</dl>
        <p class="help" id="live"></p></figure>
      <figure class="card"><figcaption>${texts.rate}</figcaption><svg id="rate" viewBox="0 0 240 80" preserveAspectRatio="none" role="img" aria-label="${texts.rate}"><path class="area"/><path class="line"/></svg><p class="scale"><span id="peak"></span></p></figure>
    </div>
    <div class="card scroll" id="sources"><table><thead><tr><th>${texts.source}</th><th>${texts.accepted}</th>${states.map((state) => html`<th>${texts.state[state]}</th>`)}</tr></thead><tbody></tbody></table></div>
  </div>
</section>`;

const sendSection = (origin: string, texts: Texts): Markup => html`<section>
  <h2>${texts.send}</h2>
  <p>${texts.sendHelp}</p>
  <div class="tabs card">${snippetsFor(origin).map(
    ({ name, code }, index) =>
      html`<input type="radio" name="snippet" id="snippet-${index}"${new Markup(index === 0 ? ' checked' : '')}><label for="snippet-${index}">${texts.snippet[name]}</label><div class="panel"><button type="button" class="quiet copy">${texts.copy}</button><pre><code>${code}</code></pre></div>`,
  )}</div>
</section>`;

interface Place {
  readonly name: keyof Texts['places'];
  readonly href?: string;
  readonly command?: string;
}

const places: readonly Place[] = [
  { name: 'reference', href: '/api/docs' },
  { name: 'demo', command: 'npm run danqing -- demo' },
  { name: 'import', command: 'npm run danqing -- import FILE --map MAPPING.json' },
  { name: 'preview', command: 'npm run danqing -- segment preview RULE.json' },
  { name: 'doctor', command: 'npm run danqing -- doctor' },
  { name: 'metrics', href: '/metrics' },
];

const placesSection = (texts: Texts): Markup => html`<section>
  <h2>${texts.go}</h2>
  <ul class="places">${places.map(({ name, href, command }) => {
    const { name: title, what } = texts.places[name];
    return href === undefined
      ? html`<li class="card"><strong>${title}</strong><span>${what}</span><code>${command ?? ''}</code></li>`
      : html`<li class="card"><a href="${href}"><strong>${title}</strong><span>${what}</span><code>${href}</code></a></li>`;
  })}</ul>
</section>`;
