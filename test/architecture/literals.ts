import { parseSync } from '@swc/core';

/**
 * Every text in a TypeScript file: string literals, and template literals with `¤` in the place of each expression.
 * Comments and identifiers are not in it, so that only what can reach an engine is looked at.
 */
export function literalsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const element of node) visit(element);
    else if (isNode(node)) {
      if (node['type'] === 'ImportDeclaration') return;
      if (node['type'] === 'StringLiteral' && typeof node['value'] === 'string') found.push(node['value']);
      if (node['type'] === 'TemplateLiteral' && Array.isArray(node['quasis'])) found.push(node['quasis'].map(cookedText).join('¤'));
      for (const name in node) visit(node[name]);
    }
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2024' }).body);
  return found;
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const cookedText = (quasi: unknown): string => (isNode(quasi) && typeof quasi['cooked'] === 'string' ? quasi['cooked'] : '');
