import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBrowser, openPage, themes, visit } from './openBrowser';
import { recordedPages } from './pages';
import { startDevApp } from './startDevApp';

/**
 * Pictures of every page on recorded answers, for the documentation:
 *
 *     node --import tsx plugins/interconnect/dev/browser/screenshots.ts [folder]
 */
async function main() {
  const folder = resolve(process.argv[2] ?? 'docs/images');
  mkdirSync(folder, { recursive: true });
  const [browser, app] = await Promise.all([openBrowser(), startDevApp()]);
  try {
    for (const theme of themes) {
      const page = await openPage(browser, theme);
      for (const { name, path, heading } of recordedPages) {
        await visit(page, `${app.url}${path}`, heading);
        await page.screenshot({
          path: join(folder, `${name}-${theme}.png`),
          animations: 'disabled',
        });
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
