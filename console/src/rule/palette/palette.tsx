import { SearchOutlined } from '@ant-design/icons';
import type { RuleJson } from '@danqing/contracts';
import { Input, Modal } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { useVocabulary } from '../use-vocabulary.ts';
import { CategoryStep } from './category-step.tsx';
import { accountQuestions, hereOf, type Question, questions } from './questions.ts';
import { type Found, type FoundKind, indexOf, search } from './search.ts';

interface PaletteProps {
  readonly isOpen: boolean;
  readonly isAccount: boolean;
  readonly onPick: (rule: RuleJson) => void;
  readonly onClose: () => void;
}

/** Where conditions come from: questions in the users' words, and one search over everything. */
export function Palette({ isOpen, onClose, ...rest }: PaletteProps) {
  const { t } = useTranslation('rule');
  return (
    <Modal mask={{ closable: true }} open={isOpen} onCancel={onClose} footer={null} title={t('palette.title')} width={760} destroyOnHidden style={{ top: 40 }}>
      <Content {...rest} />
    </Modal>
  );
}

const groups = ['who', 'did', 'much', 'when', 'rank', 'more'] as const;

function Content({ isAccount, onPick }: Pick<PaletteProps, 'isAccount' | 'onPick'>) {
  const { t } = useTranslation('rule');
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed);
  const index = useMemo(() => indexOf(vocabulary, language), [vocabulary, language]);
  const offered = questions.filter(({ key, needs }) => (!isAccount || accountQuestions.includes(key)) && (needs === undefined || needs(vocabulary)));
  const wanted = asked.trim().toLowerCase();
  const asking =
    wanted === '' ? [] : offered.filter(({ key }) => `${t(`palette.questions.${key}`)} ${t(`palette.questions.${key}Hint`)}`.toLowerCase().includes(wanted));
  const found = wanted === '' ? [] : search(index, asked);
  const [open, setOpen] = useState<Question | null>(null);
  const here = hereOf(vocabulary);
  const pick = (question: Question): void => (question.asks === undefined ? onPick(question.rule(here, '')) : setOpen(question));
  if (open !== null) {
    return <CategoryStep question={open} event={here.bought} onBack={() => setOpen(null)} onChoose={(value) => onPick(open.rule(here, value))} />;
  }
  return (
    <>
      <Input
        autoFocus
        allowClear
        prefix={<SearchOutlined />}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onPressEnter={() => {
          const [first] = found;
          if (first !== undefined) onPick(first.rule);
        }}
        style={{ marginBottom: 12 }}
      />
      {wanted === '' ? (
        <div className="rule-palette-groups">
          {groups.map((group) => {
            const inside = offered.filter((question) => question.group === group);
            return inside.length === 0 ? null : (
              <section key={group} className="rule-palette-group">
                <h4>{t(`palette.groups.${group}`)}</h4>
                {inside.map((question) => (
                  <QuestionButton key={question.key} question={question} onPick={pick} />
                ))}
              </section>
            );
          })}
        </div>
      ) : (
        <div className="rule-palette-found">
          {asking.length > 0 && (
            <section className="rule-palette-group">
              <h4>{t('palette.ask')}</h4>
              {asking.map((question) => (
                <QuestionButton key={question.key} question={question} onPick={pick} />
              ))}
            </section>
          )}
          <FoundList found={found} onPick={onPick} />
          {found.length === 0 && asking.length === 0 && <p className="rule-hint">{t('palette.nothing', { text: asked })}</p>}
        </div>
      )}
    </>
  );
}

function QuestionButton({ question, onPick }: { readonly question: Question; readonly onPick: (question: Question) => void }) {
  const { t } = useTranslation('rule');
  return (
    <button type="button" className="rule-palette-item" onClick={() => onPick(question)}>
      {t(`palette.questions.${question.key}`)}
      <small>{t(`palette.questions.${question.key}Hint`)}</small>
    </button>
  );
}

function FoundList({ found, onPick }: { readonly found: readonly Found[]; readonly onPick: (rule: RuleJson) => void }) {
  const { t } = useTranslation('rule');
  const formats = useFormats();
  return [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, items]: readonly [FoundKind, readonly Found[]]) => (
    <section key={kind} className="rule-palette-group">
      <h4>{t(`palette.${kind}`)}</h4>
      {items.map((one) => (
        <button type="button" key={one.id} className="rule-palette-item" onClick={() => onPick(one.rule)}>
          {one.name}
          <small>
            {one.path}
            {one.volume > 0 && ` · ${t('volume', { n: formats.compact(one.volume) })}`}
          </small>
        </button>
      ))}
    </section>
  ));
}
