import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { changeTheme, openBrowser, openPage, showRecorded } from './openBrowser';
import { picturesOf, recordedPages } from './pages';
import { startDevApp } from './startDevApp';

/** Of a picture, in pixels: as high as what it shows, within limits. */
const width = 1280;
const heights = { least: 560, most: 1200 };

/**
 * Pictures of every page on recorded answers, or of those that are named, for the documentation:
 *
 *     node --import tsx plugins/interconnect/dev/browser/screenshots.ts docs/images home services
 *
 * or `yarn screenshots home services` in this package.
 */
async function main() {
  const [folderName = join(__dirname, '../../../../docs/images'), ...names] = process.argv.slice(2);
  const folder = resolve(folderName);
  const wanted = recordedPages.filter(({ name }) => names.length === 0 || names.includes(name));
  mkdirSync(folder, { recursive: true });
  const [browser, app] = await Promise.all([openBrowser(), startDevApp()]);
  try {
    const page = await openPage(browser, 'light');
    for (const recorded of wanted) {
      await page.setViewportSize({ width, height: heights.least });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${app.url}${recorded.path}`);
      for (const picture of picturesOf(recorded)) {
        await changeTheme(page, picture.theme);
        await showRecorded(page, recorded);
        await page.mouse.move(width - 1, 1);
        const content = await page.evaluate(() => document.documentElement.scrollHeight);
        const height = Math.min(heights.most, Math.max(heights.least, content));
        await page.setViewportSize({ width, height });
        const png = await page.screenshot({ animations: 'disabled' });
        await sharp(png).png({ palette: true }).toFile(join(folder, picture.file));
      }
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
