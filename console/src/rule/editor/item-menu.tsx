import { MoreOutlined } from '@ant-design/icons';
import type { RuleJson } from '@danqing/contracts';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { duplicate, moveDown, moveIn, moveOut, moveUp, negate, unwrap, wrap } from '../model/actions.ts';
import { keyOf } from '../model/key.ts';
import { type Place, removeAt, ruleAt } from '../model/tree.ts';
import { type EditorActions, useEditor } from './context.ts';

const actions = {
  up: moveUp,
  down: moveDown,
  into: moveIn,
  out: moveOut,
  wrap,
  unwrap,
  duplicate,
  negate,
  remove: removeAt,
} as const satisfies Readonly<Record<string, (rule: RuleJson, item: Place) => RuleJson | null>>;

type Action = keyof typeof actions;

const placeBefore = (item: Place): Place => item.replace(/\d+$/, (index) => String(Number(index) - 1));

/** Does it, and stays with the condition wherever it went; of one that is gone, with the one that took its place. */
function perform({ act, focus }: EditorActions, action: Action, item: Place): void {
  act((rule) => {
    const part = ruleAt(rule, item);
    const next = actions[action](rule, item);
    if (next === null || part === undefined) return next;
    const kept = action === 'remove' ? (ruleAt(next, item) ?? ruleAt(next, placeBefore(item))) : part;
    focus(kept === undefined ? null : keyOf(kept));
    return next;
  });
}

const keys: Readonly<Record<string, Action>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'into',
  ArrowLeft: 'out',
  n: 'negate',
  d: 'duplicate',
};

/** The keyboard's way to everything that can be dragged or chosen from the menu. */
export function onItemKey(editor: EditorActions, item: Place, event: KeyboardEvent): void {
  const action = event.altKey ? keys[event.key.length === 1 ? event.key.toLowerCase() : event.key] : event.key === 'Delete' ? 'remove' : undefined;
  if (action === undefined) return;
  event.preventDefault();
  perform(editor, action, item);
}

interface ItemMenuProps {
  readonly item: Place;
  readonly isNegated: boolean;
  readonly isGroup: boolean;
  readonly words: string;
}

export function ItemMenu({ item, isNegated, isGroup, words }: ItemMenuProps) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  const entry = (action: Action, label: string, isDanger = false) => ({ key: action, label, danger: isDanger });
  const items: MenuProps['items'] = [
    entry('up', t('actions.up')),
    entry('down', t('actions.down')),
    entry('into', t('actions.into')),
    entry('out', t('actions.out')),
    entry('wrap', t('actions.wrap')),
    ...(isGroup && !isNegated ? [entry('unwrap', t('actions.unwrap'))] : []),
    { type: 'divider' },
    entry('duplicate', t('actions.duplicate')),
    entry('negate', isNegated ? t('actions.affirm') : t('actions.negate')),
    entry('remove', t('actions.remove'), true),
  ];
  const isAction = (key: string): key is Action => Object.hasOwn(actions, key);
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => {
          if (isAction(key)) perform(editor, key, item);
        },
      }}
    >
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('more', { words })} />
    </Dropdown>
  );
}
