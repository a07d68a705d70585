import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';

export interface MenuDrawerProps {
  readonly isOpen: boolean;
  readonly close: () => void;
  /** In pixels. */
  readonly width: number;
  readonly children: ReactNode;
}

/** The menu of a phone. */
export function MenuDrawer({ isOpen, close, width, children }: MenuDrawerProps) {
  return (
    <Drawer open={isOpen} onClose={close} placement="left" size={width} title={<Brand />} styles={{ body: { padding: 0 } }}>
      {children}
    </Drawer>
  );
}
