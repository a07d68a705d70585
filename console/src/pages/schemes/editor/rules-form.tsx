import { PlusOutlined } from '@ant-design/icons';
import type { SchemePreview } from '@danqing/contracts';
import { Button, Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { SortableList } from '../../../parts/sortable-list.tsx';
import { RuleEditor, RuleSentence } from '../../../rule/index.ts';
import { LevelHead } from './level-rows.tsx';
import { type Axis, type Level, levelOf } from './model.ts';

interface RulesFormProps {
  readonly axis: Axis;
  readonly hasColours: boolean;
  /** What the rules would take, when it is known. */
  readonly preview: SchemePreview | undefined;
  readonly onChange: (axis: Axis) => void;
}

const isEmpty = ({ rule }: Level): boolean => 'all' in rule && rule.all.length === 0;

/** Rules in order: dragged, or moved with the arrow keys; the one that is open is edited below. */
export function RulesForm({ axis, hasColours, preview, onChange }: RulesFormProps) {
  const { t } = useTranslation('schemes');
  const { levels } = axis;
  const [openId, setOpenId] = useState<string | null>(() => levels.find(isEmpty)?.id ?? null);
  const put = (next: readonly Level[]): void => onChange({ ...axis, levels: next });
  const change = (level: Level): void => put(levels.map((each) => (each.id === level.id ? level : each)));
  const open = levels.find(({ id }) => id === openId);
  return (
    <Flex vertical gap={12}>
      <SortableList<Level>
        items={levels}
        keyOf={({ id }) => id}
        handleLabel={({ name }, place) => t('edits.moveRule', { name, n: place })}
        movedText={({ name }, place) => t('edits.movedRule', { name, n: place })}
        onMove={put}
        render={(level) => {
          const place = levels.indexOf(level);
          return (
            <Flex vertical gap={4}>
              <Flex wrap gap={8} align="center">
                <LevelHead
                  level={level}
                  place={place}
                  shown={levels}
                  canRemove={levels.length > 1}
                  hasColour={hasColours}
                  onChange={change}
                  onRemove={() => put(levels.filter(({ id }) => id !== level.id))}
                />
                <Button size="small" aria-expanded={openId === level.id} onClick={() => setOpenId(openId === level.id ? null : level.id)}>
                  {t('edits.editRule')}
                </Button>
              </Flex>
              <div style={{ fontSize: 13 }}>
                {isEmpty(level) ? <Typography.Text type="secondary">{t('edits.noRule')}</Typography.Text> : <RuleSentence rule={level.rule} />}
              </div>
              <Taken preview={preview} place={place} />
            </Flex>
          );
        }}
      />
      <div>
        <Button
          icon={<PlusOutlined />}
          onClick={() => {
            const level = levelOf('');
            put([...levels, level]);
            setOpenId(level.id);
          }}
        >
          {t('edits.addPart')}
        </Button>
      </div>
      {open !== undefined && (
        <Card size="small" title={t('edits.editingRule', { name: open.name })}>
          <RuleEditor key={open.id} value={open.rule} onChange={(rule) => change({ ...open, rule })} />
        </Card>
      )}
    </Flex>
  );
}

/** How many the rule fits, and how many of those are in a part above. */
function Taken({ preview, place }: { readonly preview: SchemePreview | undefined; readonly place: number }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const alone = preview?.overlap?.alone[place];
  const size = preview?.parts[place]?.size;
  if (alone === undefined || size === undefined) return null;
  return (
    <Typography.Text type="secondary" style={{ fontSize: 13 }}>
      {t('edits.aloneOf', { n: formats.number(alone) })}
      {alone > size && ` · ${t('edits.taken', { n: formats.number(alone - size) })}`}
    </Typography.Text>
  );
}
