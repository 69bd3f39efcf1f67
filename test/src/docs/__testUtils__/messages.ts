import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What stands in the place of a value. */
const value = '\u0000';

/** The texts of a file's string literals, those that are joined by `+` as one. */
function literalsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined) texts.push(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.map(({ literal }) => `${value}${literal.text}`),
    ].join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined && right === undefined
      ? undefined
      : `${left ?? value}${right ?? value}`;
  }
  return undefined;
}

const edges = /^[\s,;:.()]+|[\s,;:.()]+$/g;

/** The constant parts of all that the sources below these folders may say, tests left out. */
export function partsSaidIn(...folders: string[]): string[] {
  const parts = folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.tsx?$/.test(name) && !/\.test\.|__testUtils__|testing\//.test(name))
      .flatMap(name => literalsIn(join(folder, name)))
      .flatMap(text => text.split(value))
      .map(part => part.replace(edges, ''))
      .filter(part => /[a-z]{2}/i.test(part) && part.length >= 4),
  );
  return [...new Set(parts)];
}

/** The texts in the first column of a page's tables. */
export function quotedIn(page: string): string[] {
  return page
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (you get|-+)/.test(line))
    .flatMap(line => Array.from(line.split(' | ')[0].matchAll(/`([^`]+)`/g), ([, text]) => text));
}

/**
 * The words of a text that are neither said in the sources, with all of the part that they stand in
 * or with the words beside them, nor values. Short words, what stands in quotes, numbers, places
 * and names with a hyphen count as values.
 */
export function wordsOfNobody(text: string, parts: readonly string[], isName: RegExp): string[] {
  const isSaid = new Array<boolean>(text.length).fill(false);
  for (const part of parts) {
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      isSaid.fill(true, at, at + part.length);
    }
  }
  const words = Array.from(text.matchAll(/'[^']*'|[^\s()"]+/g));
  words.forEach(({ index: from }, at) => {
    // The quoted text may end where the sources go on.
    const last = words[Math.min(at + 2, words.length - 1)];
    const together = text.slice(from, last.index + last[0].length).replace(edges, '');
    const isSome = together.includes(' ') && parts.some(part => part.includes(together));
    if (isSome) isSaid.fill(true, from, from + together.length);
  });
  return words.flatMap(({ 0: word, index }) => {
    const plain = word.replace(/[:;,.…]+$/, '');
    const isWord = /^[a-zA-Z][a-zA-Z']{3,}$/.test(plain);
    return isWord && !isSaid[index] && !isName.test(plain) ? [plain] : [];
  });
}
