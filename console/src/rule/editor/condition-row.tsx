import type { RuleJson } from '@danqing/contracts';
import { Button, Tooltip } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';
import { ConditionForm } from '../fields/condition-form.tsx';
import type { Effect } from '../insight.ts';
import { keyOf } from '../model/key.ts';
import { changeAt, itemOf, type Place } from '../model/tree.ts';
import { Pieces } from '../rule-sentence.tsx';
import { plainText } from '../say/pieces.ts';
import { useSpoken } from '../use-vocabulary.ts';
import { useEditor } from './context.ts';
import { onItemKey } from './item-menu.tsx';

interface ConditionRowProps {
  readonly rule: RuleJson;
  readonly place: Place;
  readonly isOpen: boolean;
  readonly isUnfinished: boolean;
  readonly isAccount: boolean;
  readonly effect: Effect | undefined;
  readonly total: number;
}

/** A condition as a sentence; opened, as a form. Only one that changed is drawn anew, so that fifty of them stay smooth. */
export const ConditionRow = memo(function ConditionRow({ rule, place, isOpen, isUnfinished, isAccount, effect, total }: ConditionRowProps) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  const { sayer } = useSpoken();
  const pieces = sayer.part(rule);
  const key = keyOf(rule);
  if (!isOpen) {
    return (
      <button
        type="button"
        className="rule-row"
        data-key={key}
        aria-expanded={false}
        onClick={() => editor.open(key)}
        onKeyDown={(event) => onItemKey(editor, itemOf(place), event)}
      >
        <span className="visually-hidden">{t('conditionIs')}</span>
        <span className="rule-row-words">
          <Pieces pieces={pieces} />
        </span>
        {isUnfinished ? <span className="rule-row-count">{t('unfinished')}</span> : effect !== undefined && <EffectView effect={effect} total={total} />}
      </button>
    );
  }
  return (
    <div
      className="rule-open"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        editor.open(null);
        editor.focus(key);
      }}
      role="group"
      aria-label={t('condition', { words: plainText(pieces) })}
    >
      <p className="rule-open-words">
        <Pieces pieces={pieces} />
      </p>
      <ConditionForm
        rule={rule}
        isAccount={isAccount}
        nested={editor.nested}
        onChange={(next) => editor.act((whole) => changeAt(whole, place, () => next), String(key))}
      />
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', marginTop: 10 }}>
        <span className="rule-hint">{isUnfinished ? t('unfinished') : effect !== undefined && <EffectView effect={effect} total={total} />}</span>
        <Button size="small" type="primary" ghost onClick={() => editor.open(null)}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
});

function EffectView({ effect: { alone, leaves, join }, total }: { readonly effect: Effect; readonly total: number }) {
  const { t } = useTranslation('rule');
  const formats = useFormats();
  const left = formats.number(leaves);
  return (
    <Tooltip title={t('alone', { n: formats.number(alone), left })}>
      <span className="rule-row-count">
        {join === 'all' ? t('leaves', { n: left }) : t('reaches', { n: left })}
        {total > 0 && <span className="rule-row-bar" style={{ width: `${Math.round((leaves / total) * 100)}%` }} />}
      </span>
    </Tooltip>
  );
}
