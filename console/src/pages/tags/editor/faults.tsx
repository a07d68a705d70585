import { Typography } from 'antd';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultAt } from '../../../api/error.ts';
import { FaultText } from '../../../rule/editor/fault-text.tsx';
import { type Insight, noInsight } from '../../../rule/insight.ts';

/** What the server refuses of the definition that is on the screen, and what it warns of. */
export interface Findings {
  readonly faults: readonly FaultAt[];
  readonly warnings: readonly FaultAt[];
}

export const noFindings: Findings = { faults: [], warnings: [] };
export const FindingsContext = createContext<Findings>(noFindings);

const isBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
const within = (found: readonly FaultAt[], place: string): readonly FaultAt[] =>
  found.filter(({ path }) => isBelow(path, place)).map((fault) => ({ ...fault, path: fault.path.slice(place.length) }));

/** What is known about a rule inside the definition, for its editor. */
export function useInsight(place: string): Insight {
  const { faults, warnings } = useContext(FindingsContext);
  const own = { faults: within(faults, place), warnings: within(warnings, place) };
  return own.faults.length + own.warnings.length === 0 ? noInsight : { ...noInsight, ...own };
}

/** A fault in the reader's words: of tags here, of rules by their editor's. */
export function Fault({ fault }: { readonly fault: FaultAt }) {
  const { t, i18n } = useTranslation('tag-editor');
  const known: unknown = i18n.getResource(i18n.language, 'tag-editor', `faults.${fault.code}`);
  if (typeof known !== 'string') return <FaultText fault={fault} />;
  const words = t(`faults.${fault.code}`, { message: fault.message, defaultValue: known });
  // What the server says has the numbers in it; ours says what kind of thing is wrong.
  return <>{known.includes('{{message}}') || i18n.language === 'zh' ? words : fault.message}</>;
}

/** What is wrong or doubtful at a field and below it. */
export function FaultsAt({ at, isExact = false }: { readonly at: string; readonly isExact?: boolean }) {
  const { faults, warnings } = useContext(FindingsContext);
  const isHere = ({ path }: FaultAt): boolean => (isExact ? path === at : isBelow(path, at));
  return (
    <>
      {faults.filter(isHere).map((fault) => (
        <Typography.Text key={`${fault.path} ${fault.code}`} type="danger" role="alert" style={{ display: 'block' }}>
          <Fault fault={fault} />
        </Typography.Text>
      ))}
      {warnings.filter(isHere).map((fault) => (
        <Typography.Text key={`${fault.path} ${fault.code}`} type="warning" style={{ display: 'block' }}>
          <Fault fault={fault} />
        </Typography.Text>
      ))}
    </>
  );
}
