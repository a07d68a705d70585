import { useEffect } from 'react';

/** The title of a page that has nothing to show but what went wrong: its first heading, and the window's title. */
export function ResultHeading({ title }: { readonly title: string }) {
  useEffect(() => {
    document.title = `${title} · 丹青 Danqing`;
  }, [title]);
  return <h1 style={{ font: 'inherit', color: 'inherit', margin: 0 }}>{title}</h1>;
}
