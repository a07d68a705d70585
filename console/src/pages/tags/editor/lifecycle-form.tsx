import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { StageJson, TagDefinitionJson } from '@danqing/contracts';
import { Button, Card, Checkbox, Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../parts/moved.ts';
import { RuleEditor } from '../../../rule/index.ts';
import { FaultsAt, useInsight } from './faults.tsx';
import { StagePicture } from './stage-picture.tsx';
import { useRowKeys } from './row-keys.ts';

interface LifecycleFormProps {
  readonly stages: readonly StageJson[];
  readonly onChange: (definition: TagDefinitionJson) => void;
}

const everybody = { all: [] } as const;

/** Another name for a stage goes into the moves that lead there. */
const renamed = (stages: readonly StageJson[], index: number, name: string): readonly StageJson[] => {
  const old = stages[index]?.stage;
  return stages.map((each, place) => ({
    ...each,
    stage: place === index ? name : each.stage,
    ...(each.to !== undefined && { to: each.to.map((target) => (target === old ? name : target)) }),
  }));
};

const without = (stages: readonly StageJson[], index: number): readonly StageJson[] => {
  const gone = stages[index]?.stage;
  return stages.toSpliced(index, 1).map((each) => ({ ...each, ...(each.to !== undefined && { to: each.to.filter((target) => target !== gone) }) }));
};

/** Stages with their rules and the moves between them. */
export function LifecycleForm({ stages, onChange }: LifecycleFormProps) {
  const { t } = useTranslation('tag-editor');
  const rows = useRowKeys(stages.length);
  const put = (lifecycle: readonly StageJson[]): void => onChange({ lifecycle });
  const move = (from: number, to: number): void => {
    rows.move(from, to);
    put(moved(stages, from, to));
  };
  return (
    <Flex vertical gap={12}>
      <Typography.Text type="secondary">{t('lifecycle.hint')}</Typography.Text>
      <FaultsAt at="/definition/lifecycle" isExact />
      {stages.map((stage, index) => (
        <StageCard
          key={rows.keys[index]}
          stage={stage}
          index={index}
          others={stages.map((each) => each.stage).filter((name, place) => place !== index && name.trim() !== '')}
          count={stages.length}
          onRename={(name) => put(renamed(stages, index, name))}
          onChange={(next) => put(stages.with(index, next))}
          onMove={(to) => move(index, to)}
          onRemove={() => {
            rows.remove(index);
            put(without(stages, index));
          }}
        />
      ))}
      <div>
        <Button icon={<PlusOutlined />} onClick={() => put([...stages, { stage: '', rule: everybody }])}>
          {t('lifecycle.add')}
        </Button>
      </div>
      <StagePicture stages={stages} />
    </Flex>
  );
}

interface StageCardProps {
  readonly stage: StageJson;
  readonly index: number;
  readonly count: number;
  readonly others: readonly string[];
  readonly onRename: (name: string) => void;
  readonly onChange: (stage: StageJson) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function StageCard({ stage, index, count, others, onRename, onChange, onMove, onRemove }: StageCardProps) {
  const { t } = useTranslation('tag-editor');
  const place = `/definition/lifecycle/${index}`;
  const insight = useInsight(`${place}/rule`);
  const { to, ...free } = stage;
  const n = index + 1;
  return (
    <Card
      size="small"
      title={
        <Input
          aria-label={t('lifecycle.stage')}
          placeholder={t('lifecycle.stage')}
          value={stage.stage}
          onChange={({ target }) => onRename(target.value)}
          style={{ maxWidth: 220 }}
        />
      }
      extra={
        <Flex>
          <Button type="text" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={t('cases.up', { n })} onClick={() => onMove(index - 1)} />
          <Button type="text" icon={<ArrowDownOutlined />} disabled={n === count} aria-label={t('cases.down', { n })} onClick={() => onMove(n)} />
          <Button type="text" icon={<DeleteOutlined />} disabled={count < 2} aria-label={t('lifecycle.remove', { name: stage.stage })} onClick={onRemove} />
        </Flex>
      }
    >
      <FaultsAt at={`${place}/stage`} />
      <RuleEditor value={stage.rule} onChange={(rule) => onChange({ ...stage, rule })} insight={insight} />
      <FaultsAt at={`${place}/rule`} />
      <Flex wrap gap={8} align="center" style={{ marginTop: 12 }}>
        <Checkbox checked={to !== undefined} onChange={({ target }) => onChange(target.checked ? { ...stage, to: [] } : free)}>
          {t('lifecycle.limit')}
        </Checkbox>
        {to !== undefined && (
          <Select<string[]>
            mode="multiple"
            aria-label={t('lifecycle.to')}
            placeholder={t('lifecycle.nowhere')}
            value={[...to]}
            options={others.map((name) => ({ value: name, label: name }))}
            onChange={(next) => onChange({ ...stage, to: next })}
            style={{ minWidth: 220, flex: 1 }}
          />
        )}
      </Flex>
      <FaultsAt at={`${place}/to`} />
    </Card>
  );
}
