import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describe, parseRule, parseRuleText, printRule } from '../index.ts';

const vocabulary = {
  tags: new Map([
    ['rfm', { id: 1, type: 'text' as const, fields: ['tier'] }],
    ['piaozu', { id: 2, type: 'boolean' as const, fields: [] }],
  ]),
  segments: new Map([['vip', { all: [] }]]),
  lists: new Map([['uploaded-2026-11', { id: 1 }]]),
};

/** An example of the guide: JSON, text, sentence. */
const examples = /```json\n(?<json>[^`]*)```\n```\n(?<text>[^`]*)```\n> (?<sentence>.*)\n/g;

it.each([
  ['segments.md', 'en'],
  ['segments.zh-CN.md', 'zh'],
] as const)('the examples of %s are true in all three spellings', (file, language) => {
  const guide = readFileSync(new URL(`../../../../docs/guides/${file}`, import.meta.url), 'utf8');
  const found = [...guide.matchAll(examples)].map(({ groups }) => ({
    json: groups?.['json'] ?? '',
    text: groups?.['text'] ?? '',
    sentence: groups?.['sentence'],
  }));
  expect(found.length).toBeGreaterThanOrEqual(30);
  for (const { json, text, sentence } of found) {
    const { rule } = parseRuleText(text);
    expect(rule).toEqual(JSON.parse(json));
    expect(`${printRule(rule)}\n`).toBe(text);
    const parsed = parseRule(rule, vocabulary);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    expect(describe(parsed.rule)[language]).toBe(sentence);
  }
});
