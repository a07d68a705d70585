import { HolderOutlined, PlusOutlined } from '@ant-design/icons';
import type { RuleJson } from '@danqing/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { faultsIn, type Insight } from '../insight.ts';
import { keyOf } from '../model/key.ts';
import { groupOf, itemOf, type Place } from '../model/tree.ts';
import { plainText } from '../say/pieces.ts';
import { useSpoken } from '../use-vocabulary.ts';
import { ConditionRow } from './condition-row.tsx';
import { type Shown, useEditor } from './context.ts';
import { DropZone } from './drop-zone.tsx';
import { ItemMenu } from './item-menu.tsx';
import { JoinChoice } from './join-choice.tsx';
import { Notes } from './notes.tsx';

interface PartListProps extends Omit<GroupViewProps, 'group'> {
  readonly join: 'all' | 'any';
  readonly parts: readonly { readonly part: RuleJson; readonly index: number }[];
  /** true: the block of those left out; false: the block of those taken in; null: a group like any other. */
  readonly isExcluded: boolean | null;
}

/** The parts of a group in order, with places between them where something can be dropped. */
export function PartList({ join, place, parts, shown, insight, isExcluded }: PartListProps) {
  const { t } = useTranslation('rule');
  const last = parts.at(-1);
  const isTarget = shown.dragged !== null && !place.startsWith(shown.dragged);
  return (
    <ul className="rule-list">
      {parts.map(({ part, index }, position) => (
        <li key={keyOf(part)}>
          {isTarget && <DropZone place={place} index={index} isExcluded={isExcluded} />}
          {position > 0 && <span className="rule-join">{t(isExcluded === true || join === 'any' ? 'or' : 'and')}</span>}
          <ItemView part={part} item={`${place}/${join}/${index}`} shown={shown} insight={insight} isInExclusion={isExcluded === true} />
        </li>
      ))}
      {isTarget && (
        <li>
          <DropZone place={place} index={last === undefined ? Number.MAX_SAFE_INTEGER : last.index + 1} isExcluded={isExcluded} />
        </li>
      )}
    </ul>
  );
}

interface GroupViewProps {
  readonly group: RuleJson;
  readonly place: Place;
  readonly shown: Shown;
  readonly insight: Insight;
}

/** Conditions of which all, or any, must hold, in a frame of their own. */
function GroupView({ group, place, shown, insight }: GroupViewProps) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  const parts = groupOf(group);
  if (parts === null) return null;
  return (
    <div className="rule-group" role="group" aria-label={t(parts.join)}>
      <div className="rule-block-head">
        <JoinChoice join={parts.join} place={place} />
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => editor.add(place, false)}>
          {t('addHere')}
        </Button>
      </div>
      <PartList join={parts.join} place={place} parts={parts.of.map((part, index) => ({ part, index }))} shown={shown} insight={insight} isExcluded={null} />
    </div>
  );
}

interface ItemViewProps {
  readonly part: RuleJson;
  readonly item: Place;
  readonly shown: Shown;
  readonly insight: Insight;
  /** The block around it says already that it leaves out. */
  readonly isInExclusion?: boolean;
}

/** What stands in a group: a condition or a group, perhaps left out, with its handle and its menu. */
function ItemView({ part, item, shown, insight, isInExclusion = false }: ItemViewProps) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  const { sayer } = useSpoken();
  const isNegated = 'not' in part;
  const words = plainText(sayer.part(part)).slice(0, 60);
  return (
    <div className="rule-item" data-dragged={shown.dragged === item}>
      <button
        type="button"
        className="rule-handle"
        draggable
        aria-label={t('drag', { words })}
        tabIndex={-1}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', item);
          // Drop zones appear a moment later: a page that changes under the pointer ends the drag.
          setTimeout(() => editor.drag(item), 0);
        }}
        onDragEnd={() => editor.drag(null)}
      >
        <HolderOutlined />
      </button>
      <div className="rule-item-body">
        <Content part={part} place={item} shown={shown} insight={insight} isInExclusion={isInExclusion} />
      </div>
      <ItemMenu item={item} isNegated={isNegated} isGroup={groupOf(part) !== null} words={words} />
    </div>
  );
}

function Content({ part, place, shown, insight, isInExclusion }: Omit<ItemViewProps, 'item'> & { readonly place: Place }) {
  const { t } = useTranslation('rule');
  if ('not' in part) {
    return (
      <>
        {isInExclusion !== true && <span className="rule-not">{t('notGroup')}</span>}
        <Content part={part.not} place={`${place}/not`} shown={shown} insight={insight} />
      </>
    );
  }
  if (groupOf(part) !== null) return <GroupView group={part} place={place} shown={shown} insight={insight} />;
  const isUnfinished = insight.unfinished.includes(place);
  return (
    <>
      <ConditionRow
        rule={part}
        place={place}
        isOpen={shown.openKey === keyOf(part)}
        isUnfinished={isUnfinished}
        isAccount={shown.isAccount}
        effect={insight.effects.get(place) ?? insight.effects.get(itemOf(place))}
        total={insight.total}
      />
      <Notes faults={isUnfinished ? [] : faultsIn(insight.faults, place)} warnings={faultsIn(insight.warnings, place)} />
    </>
  );
}
