import { useEffect, useRef } from 'react';
import { pathWith, type Query, send } from './client.ts';

export interface StreamMessage {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** Reads server-sent events by fetch, because EventSource cannot send the workspace's header; ends when the signal aborts. */
async function readStream(path: string, query: Query, lastId: string | undefined, signal: AbortSignal, heard: (message: StreamMessage) => void): Promise<void> {
  const headers = { accept: 'text/event-stream', ...(lastId !== undefined && { 'last-event-id': lastId }) };
  const response = await send('GET', pathWith(path, query), { headers, signal });
  if (response.body === null) return;
  let rest = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = messageOf(block);
      if (message !== undefined) heard(message);
    }
  }
}

function messageOf(block: string): StreamMessage | undefined {
  const fields = block.split(/\r?\n/).map((line) => /^(event|data|id): ?(.*)$/.exec(line));
  const textOf = (name: string): string | undefined => {
    const lines = fields.filter((field) => field?.[1] === name).map((field) => field?.[2] ?? '');
    return lines.length === 0 ? undefined : lines.join('\n');
  };
  const data = textOf('data');
  if (data === undefined) return undefined;
  return { event: textOf('event') ?? 'message', id: textOf('id'), data: JSON.parse(data) };
}

/** Hears a stream of server-sent events while the component is shown, and connects again after the last message heard. */
export function useStream(path: string, query: Query, heard: (message: StreamMessage) => void, enabled = true): void {
  const handler = useRef(heard);
  useEffect(() => {
    handler.current = heard;
  });
  const key = pathWith(path, query);
  useEffect(() => {
    if (!enabled) return undefined;
    const abort = new AbortController();
    let lastId: string | undefined;
    let pauseMs = firstPauseMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = async (): Promise<void> => {
      try {
        await readStream(key, {}, lastId, abort.signal, (message) => {
          lastId = message.id ?? lastId;
          pauseMs = firstPauseMs;
          handler.current(message);
        });
      } catch {
        // Gone or refused: tried again below, with longer pauses.
      }
      if (abort.signal.aborted) return;
      timer = setTimeout(() => void connect(), pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    };
    void connect();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, enabled]);
}
