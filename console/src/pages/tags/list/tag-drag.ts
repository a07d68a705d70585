import type { DragEvent } from 'react';

const type = 'text/x-danqing-tag';

interface DraggedTag {
  readonly key: string;
  readonly name: string;
}

/** Rows of the list can be dropped onto categories. */
export const dragTag =
  ({ key, name }: DraggedTag) =>
  (event: DragEvent): void => {
    event.dataTransfer.setData(type, `${key}\n${name}`);
    event.dataTransfer.effectAllowed = 'move';
  };

export function draggedTag(event: DragEvent): DraggedTag | undefined {
  const text = event.dataTransfer.getData(type);
  if (text === '') return undefined;
  const [key = '', name = key] = text.split('\n', 2);
  return { key, name };
}
