/** The order in which an event becomes a member of segments. ARCHITECTURE.md, the folders and the import graph are checked against it. */
export const stages = [
  'collect',
  'clean',
  'identify',
  'profile',
  'pipeline',
  'link',
  'evaluate',
  'tag',
  'segment',
  'browse',
  'ask',
  'quality',
  'watch',
  'collaborate',
] as const;
