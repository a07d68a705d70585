/** Rules on screens: `RuleEditor` builds one, `RuleSentence` says one. */
export { RuleEditor, type RuleEditorProps } from './editor/rule-editor.tsx';
export { RuleSentence } from './rule-sentence.tsx';
