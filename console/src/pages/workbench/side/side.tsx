import type { SqlRunView, SqlSchemaView } from '@danqing/contracts';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../../parts/url-state.ts';
import { Examples } from './examples.tsx';
import { Fields } from './fields.tsx';
import { History } from './history.tsx';
import { Saved } from './saved.tsx';

export interface SideProps {
  readonly schema: SqlSchemaView | undefined;
  readonly onInsert: (text: string) => void;
  readonly onExample: (example: SqlSchemaView['examples'][number]) => void;
  readonly onOpen: (question: number) => void;
  readonly onPutBack: (run: SqlRunView) => void;
}

const panels = ['fields', 'examples', 'saved', 'history'] as const;

/** What there is to ask of, and what was asked before. */
export function Side({ schema, onInsert, onExample, onOpen, onPutBack }: SideProps) {
  const { t } = useTranslation('workbench');
  const [panel, setPanel] = useUrlState('panel', 'fields');
  const contents = {
    fields: <Fields schema={schema} onInsert={onInsert} />,
    examples: <Examples schema={schema} onExample={onExample} />,
    saved: <Saved onOpen={onOpen} />,
    history: <History onPutBack={onPutBack} />,
  };
  return (
    <Tabs
      size="small"
      activeKey={panel}
      onChange={(key) => setPanel(key)}
      items={panels.map((key) => ({ key, label: t(`panels.${key}`), children: contents[key] }))}
    />
  );
}
