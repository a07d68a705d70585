import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { sendFile } from './send-file.ts';
import { useImportWords } from './use-words.ts';

interface Sending {
  readonly name: string;
  /** 0 to 1 */
  readonly share: number;
}

/** Sends a file to be recognised: how far that is, or what went wrong. Leaving the page ends it. */
export function useSendFile(onUpload: (id: string) => void) {
  const words = useImportWords();
  const [sending, setSending] = useState<Sending>();
  const [failure, setFailure] = useState<string>();
  const aborter = useRef<AbortController>(undefined);
  useEffect(() => () => aborter.current?.abort(), []);
  const send = async (file: File): Promise<void> => {
    const abort = new AbortController();
    aborter.current = abort;
    setFailure(undefined);
    setSending({ name: file.name, share: 0 });
    try {
      onUpload(await sendFile(file, (share) => setSending({ name: file.name, share }), abort.signal));
    } catch (error) {
      setFailure(error instanceof ApiError ? words.fault(error) : String(error));
      setSending(undefined);
    }
  };
  return { sending, failure, send };
}
