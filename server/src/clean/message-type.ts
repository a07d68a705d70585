/** What a message is by its type, as Segment's specification has them. */
export type MessageType = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
