import { Alert } from 'antd';
import { useConnectionWords } from './use-words.ts';

/** What went wrong in plain words, and what the other side said exactly. */
export function FaultAlert({ error }: { readonly error: { readonly code: string; readonly message: string } }) {
  const { title, detail } = useConnectionWords().fault(error);
  return <Alert type="error" showIcon title={title} description={detail === null ? undefined : <code style={{ wordBreak: 'break-word' }}>{detail}</code>} />;
}
