import type { ComposedMapping, ImportChoices, ImportRecognition, ImportTableKind } from '@danqing/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { ApiError } from '../../api/error.ts';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useDraft } from '../../parts/draft.ts';

interface Work {
  readonly choices: ImportChoices;
  /** What was chosen before, the latest last. */
  readonly past: readonly ImportChoices[];
}

const empty: Work = { choices: {}, past: [] };
const mostPast = 50;
const askAgainMs = 1000;

export type MappingWork = ReturnType<typeof useMapping>;

/** A recognised file and what is being decided about it; the decisions outlive a reload. They begin with `before`: what was decided about the same data earlier. */
export function useMapping(upload: string, before: ImportChoices = empty.choices) {
  const workspace = useWorkspaceKey();
  const path = `/api/v1/imports/recognise/${upload}`;
  const draft = useDraft<Work>(`import.${upload}`, { choices: before, past: [] });
  const { choices, past } = draft.value;
  const counted = useApi<ImportRecognition>(path);
  // Asked again until the whole file has been counted.
  const recognition = useApi<ImportRecognition>(path, { everyMs: counted.data?.isComplete === false ? askAgainMs : false });
  const isCounted = recognition.data?.isComplete === true;
  const composed = useQuery<ComposedMapping, ApiError>({
    queryKey: [workspace, `${path}/mapping`, choices, isCounted],
    queryFn: () => api.post<ComposedMapping>(`${path}/mapping`, merged(recognition.data, choices)),
    enabled: recognition.data !== undefined,
    placeholderData: keepPreviousData,
  });
  const choose = (next: ImportChoices): void => draft.set({ choices: next, past: [...past, choices].slice(-mostPast) });
  const withTarget = (column: string, target: string | undefined): ImportChoices => {
    const { [column]: _gone, ...others } = choices.targets ?? {};
    const kept = target ?? before.targets?.[column];
    return { ...choices, targets: kept === undefined ? others : { ...others, [column]: kept } };
  };
  return {
    recognition,
    composed,
    choices,
    /** What the server is asked with: decisions on top of what was recognised or remembered. */
    sent: merged(recognition.data, choices),
    isChosen: (column: string) => choices.targets?.[column] !== undefined && choices.targets[column] !== before.targets?.[column],
    isChanged: JSON.stringify(choices) !== JSON.stringify(before),
    canUndo: past.length > 0,
    undo: () => draft.set({ choices: past.at(-1) ?? {}, past: past.slice(0, -1) }),
    startOver: () => choose(before),
    setTarget: (column: string, target: string | undefined) => choose(withTarget(column, target)),
    // Another kind of table gives the columns other meanings: what was chosen under the old one goes.
    setKind: (kindOfTable: ImportTableKind) => choose({ kindOfTable }),
    setDateFormat: (dateFormat: string) => choose({ ...choices, dateFormat }),
    setTimeZone: (timeZone: string) => choose({ ...choices, timeZone }),
    setDuplicates: (duplicates: 'keep' | 'skip') => choose({ ...choices, duplicates }),
    clear: draft.clear,
  };
}

/** While the table's kind is the recognised one, what is shown counts: it may be what was chosen for an earlier file. */
function merged(recognition: ImportRecognition | undefined, choices: ImportChoices): ImportChoices {
  if (recognition === undefined || (choices.kindOfTable !== undefined && choices.kindOfTable !== recognition.kindOfTable)) return choices;
  const shown = Object.fromEntries(recognition.columns.map(({ name, guess }) => [name, guess.target]));
  const { kindOfTable, timeZone, dateFormat } = recognition;
  return { timeZone, ...(dateFormat === null ? {} : { dateFormat }), ...choices, kindOfTable, targets: { ...shown, ...choices.targets } };
}
