'use strict';
/**
 * Lints texts as if they were files, and prints what the rules about layers say of each:
 * `node lintTexts.cjs <checkout>`, with `[{ file, statement }]` as JSON on standard input.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { ESLint } = require('eslint');

const rules = ['@typescript-eslint/no-restricted-imports', 'import/no-restricted-paths'];

async function main() {
  const [root] = process.argv.slice(2);
  const eslint = new ESLint({ cwd: root });
  const answers = [];
  for (const { file, statement } of JSON.parse(readFileSync(0, 'utf8'))) {
    const [{ messages }] = await eslint.lintText(`${statement}\n`, { filePath: join(root, file) });
    answers.push(messages.filter(m => rules.includes(m.ruleId)).map(m => m.message));
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
