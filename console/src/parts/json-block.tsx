import { CopyButton } from './copy-button.tsx';

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** JSON or code as one reads it, with a button that copies it. */
export function JsonBlock({ text, label, maxHeight = 360 }: { readonly text: string; readonly label: string; readonly maxHeight?: number }) {
  const shown = pretty(text);
  return (
    <div style={{ position: 'relative' }}>
      <pre
        // A region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        style={{
          margin: 0,
          padding: 12,
          paddingRight: 88,
          maxHeight,
          overflow: 'auto',
          fontSize: 12.5,
          lineHeight: 1.55,
          background: 'var(--ground)',
          border: '1px solid var(--line)',
          borderRadius: 6,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {shown}
      </pre>
      <div style={{ position: 'absolute', top: 8, right: 8 }}>
        <CopyButton text={shown} />
      </div>
    </div>
  );
}
