import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout. */
// eslint-disable-next-line no-restricted-syntax -- never part of a build
export const root = resolve(__dirname, '../../..');

/** A block of code in a page. */
export interface CodeBlock {
  /** Of the page, relative to `docs`, and the line on which the block begins. */
  at: string;
  language: string;
  text: string;
  /**
   * File of this repository that it is taken from, if a comment above says so: `<!-- as in … -->`.
   */
  source?: string;
}

/** A page of the documentation. */
export interface Page {
  /** Relative to `docs`. */
  name: string;
  text: string;
  blocks: CodeBlock[];
  /** The text without its blocks of code. */
  prose: string;
}

const fence =
  /(?:^<!-- as in (\S+) -->\n\n?)?(?:^<!-- prettier-ignore -->\n)?^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

/** All pages below `docs`. */
export function readPages(): Page[] {
  const folder = join(root, 'docs');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => {
      const text = readFileSync(join(folder, name), 'utf8');
      const blocks = [...text.matchAll(fence)].map(
        ({ index, 1: source, 2: language, 3: code }) => ({
          at: `${name}:${text.slice(0, index).split('\n').length}`,
          language,
          text: code,
          ...(source && { source }),
        }),
      );
      return { name, text, blocks, prose: text.replace(fence, '') };
    });
}

/** Anchors of a page's headings, as MkDocs and GitHub make them. */
export function anchorsOf({ prose }: Page): string[] {
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s+/g, '-'),
  );
}
