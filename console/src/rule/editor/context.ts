import type { RuleJson } from '@danqing/contracts';
import { createContext, type ReactNode, useContext } from 'react';
import type { Place } from '../model/tree.ts';

/** What the parts of an editor ask of it; the same object for its life, so that nothing is drawn anew because of it. */
export interface EditorActions {
  /** Changes the rule as it is now; null changes nothing. `where` names what is being typed into, so that typing is one step of undo. */
  readonly act: (change: (rule: RuleJson) => RuleJson | null, where?: string) => void;
  /** Opens the condition with this key, or none. */
  readonly open: (key: number | null) => void;
  /** Asks for a condition to put at the end of a group. */
  readonly add: (group: Place, isExcluded: boolean) => void;
  readonly drag: (item: Place | null) => void;
  /** Lets go of what is dragged before the part at `index` of a group. */
  readonly drop: (group: Place, index: number, isExcluded: boolean | null) => void;
  /** Puts the keyboard on the condition with this key once it is drawn; null: on the editor. */
  readonly focus: (key: number | null) => void;
  /** An editor of a rule inside a condition. */
  readonly nested: (rule: RuleJson, onChange: (rule: RuleJson) => void, isAccount?: boolean) => ReactNode;
}

const nothing = (): void => undefined;
export const EditorContext = createContext<EditorActions>({
  act: nothing,
  open: nothing,
  add: nothing,
  drag: nothing,
  drop: nothing,
  focus: nothing,
  nested: () => null,
});
export const useEditor = (): EditorActions => useContext(EditorContext);

/** What the parts show, which changes while people work. */
export interface Shown {
  readonly openKey: number | null;
  readonly dragged: Place | null;
  readonly isAccount: boolean;
}
