import { allPacks, itemsOf, packFaults } from '/work/main/server/src/tag/packs/catalogue.ts';
import { needsOf, withPack } from '/work/main/server/src/tag/packs/needs.ts';
const nothing = { tags: new Map(), segments: new Map() };
const moment = { at: Date.parse('2026-11-21T12:00:00Z'), timezone: 'Asia/Shanghai' };
for (const pack of allPacks()) {
  console.log(pack.key, pack.tags.length, pack.segments.length, packFaults(pack));
  for (const item of itemsOf(pack)) { try { const n = needsOf(item, withPack(nothing, pack), moment); if (process.argv[2]) console.log(item.key, JSON.stringify(n)); } catch (e) { console.log(item.key, e.message, JSON.stringify(e.extras ?? e.errors ?? e.details ?? e)); } }
}
