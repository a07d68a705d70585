import { HolderOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { moved } from './moved.ts';

export interface SortableListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly render: (item: Item) => ReactNode;
  /** What the handle is called, such as: move the city, now number 3. */
  readonly handleLabel: (item: Item, place: number) => string;
  /** Said when something has moved. */
  readonly movedText?: (item: Item, place: number) => string;
  readonly onMove: (items: readonly Item[]) => void;
}

/** A list that people put in order: by dragging a row, or with the arrow keys on its handle. */
export function SortableList<Item>({ items, keyOf, render, handleLabel, movedText, onMove }: SortableListProps<Item>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const focused = useRef<string | null>(null);
  const handles = useRef(new Map<string, HTMLElement>());
  // A row that moved is drawn anew elsewhere; the handle keeps the focus.
  useEffect(() => {
    if (focused.current === null) return;
    handles.current.get(focused.current)?.focus();
    focused.current = null;
  }, [items]);
  const move = (from: number, to: number): void => {
    const item = items[from];
    const next = moved(items, from, to);
    if (next === items || item === undefined) return;
    onMove(next);
    setSaid(movedText?.(item, to + 1) ?? '');
  };
  const onKeyDown = (event: KeyboardEvent, place: number, key: string): void => {
    const to = event.key === 'ArrowUp' ? place - 1 : event.key === 'ArrowDown' ? place + 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    focused.current = key;
    move(place, to);
  };
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {items.map((item, place) => {
          const key = keyOf(item);
          return (
            <li
              key={key}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', key);
                setDragged(key);
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                event.preventDefault();
                const from = items.findIndex((each) => keyOf(each) === dragged);
                if (from >= 0 && from !== place) move(from, place);
              }}
              onDrop={(event) => event.preventDefault()}
              style={{ borderBottom: '1px solid var(--line)', background: dragged === key ? 'var(--selected)' : undefined }}
            >
              <Flex align="center" gap={4} style={{ padding: '4px 0' }}>
                <Button
                  type="text"
                  size="small"
                  icon={<HolderOutlined />}
                  aria-label={handleLabel(item, place + 1)}
                  style={{ cursor: 'grab' }}
                  ref={(element: HTMLElement | null) => {
                    if (element === null) handles.current.delete(key);
                    else handles.current.set(key, element);
                  }}
                  onKeyDown={(event) => onKeyDown(event, place, key)}
                />
                <div style={{ flex: 1, minWidth: 0 }}>{render(item)}</div>
              </Flex>
            </li>
          );
        })}
      </ul>
      <div role="status" style={{ position: 'absolute', clipPath: 'inset(50%)', height: 1, width: 1, overflow: 'hidden' }}>
        {said}
      </div>
    </>
  );
}
