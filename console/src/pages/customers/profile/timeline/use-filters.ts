import { useUrlState } from '../../../../parts/url-state.ts';

const names = ['event', 'source', 'channel', 'from', 'to', 'text', 'message'] as const;
type FilterName = (typeof names)[number];

export interface Filters {
  readonly values: Readonly<Record<FilterName, string>>;
  readonly set: (name: FilterName, value: string | null) => void;
  readonly isAny: boolean;
  readonly clear: () => void;
}

/** What the timeline is narrowed to; all of it stands in the address. */
export function useFilters(): Filters {
  const [event, setEvent] = useUrlState('event');
  const [source, setSource] = useUrlState('source');
  const [channel, setChannel] = useUrlState('channel');
  const [from, setFrom] = useUrlState('from');
  const [to, setTo] = useUrlState('to');
  const [text, setText] = useUrlState('text');
  const [message, setMessage] = useUrlState('message');
  const setters = { event: setEvent, source: setSource, channel: setChannel, from: setFrom, to: setTo, text: setText, message: setMessage };
  const values = { event, source, channel, from, to, text, message };
  return {
    values,
    set: (name, value) => setters[name](value),
    isAny: names.some((name) => values[name] !== ''),
    clear: () => {
      for (const name of names) setters[name](null);
    },
  };
}
