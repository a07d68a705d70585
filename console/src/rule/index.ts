/** Rules on screens: `RuleEditor` builds one, `RuleSentence` says one. */
export { RuleEditor } from './editor/rule-editor.tsx';
export { RuleSentence } from './rule-sentence.tsx';
