import type { SameKeys } from '../same-keys.ts';
import type { texts as source } from '../zh/segments.ts';

export const texts: SameKeys<typeof source> = {
  title: 'Segments',
  lead: 'How many customers each segment has now, by which rule, and when it was last updated.',
  emptyTitle: 'No segments yet',
  emptyHint: 'Switch on ready segments from an industry pack and see their sizes at once.',
  toPacks: 'See industry packs',
  name: 'Segment',
  size: 'Size',
  share: 'Of all',
  refresh: 'Refresh',
  computed: 'Updated',
  state: 'State',
  states: { pending: 'Waiting', computing: 'Computing', ready: 'Ready', failed: 'Failed' },
  refreshes: { live: 'Live', hourly: 'Hourly', daily: 'Daily', manual: 'Manual' },
  rule: 'Rule',
  of: '{{share}} of all {{total}}',
  sizes: 'Size over time',
  sizesEmpty: 'From tomorrow on, this shows how the size changes',
  sizesLabel: '{{name}}, size over 30 days, now {{size}}',
  compute: 'Compute again',
  folder: 'Group',
  version: 'Version {{version}}',
  failedWhy: 'Computing failed: {{why}}',
};
