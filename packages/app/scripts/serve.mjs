// Serves the built app (`dist`, made by `build.mjs`) on loopback, for `npm start` and the
// end-to-end tests:
//
//   node packages/app/scripts/serve.mjs [--port 3000] [--api http://localhost:7007] [--dir packages/app/dist]
//
// The page tells the browser where the API is, so that one build serves any pair of ports. It
// prints one line when it listens. In production the same files are served by
// @backstage/plugin-app-backend or any web server.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import compression from 'compression';
import express from 'express';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    api: { type: 'string', default: 'http://localhost:7007' },
    dir: { type: 'string', default: resolve(dirname(fileURLToPath(import.meta.url)), '../dist') },
  },
});

/** Answers with the page, and adds configuration after that of the build. The later one counts. */
async function page(request, response, next) {
  try {
    const data = {
      app: { baseUrl: `http://localhost:${request.socket.localPort}` },
      backend: { baseUrl: values.api },
    };
    const json = JSON.stringify([{ context: 'serve', data }]).replace(/</g, '\\u003c');
    const html = await readFile(join(values.dir, 'index.html'), 'utf8');
    const script = `<script type="backstage.io/config">${json}</script>`;
    response.set('cache-control', 'no-cache').type('html');
    response.send(html.replace('</head>', () => `${script}</head>`));
  } catch (error) {
    next(error);
  }
}

const app = express();
app.disable('x-powered-by');
app.use(compression());
app.use((_request, response, next) => {
  response.set('x-content-type-options', 'nosniff');
  next();
});
// Names of files below /static contain a digest of their content.
const forever = { immutable: true, maxAge: '1y', fallthrough: false };
app.use('/static', express.static(join(values.dir, 'static'), forever));
app.get('/index.html', page);
app.use(express.static(values.dir, { index: false }));
app.get('*', page);
app.use((error, request, response, _next) => {
  response.sendStatus(error.status ?? 500);
  if (!error.status) console.error(`${request.url}: ${error.message}`);
});

const server = app.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`The portal listens on http://localhost:${server.address().port}`);
});
server.on('error', error => {
  console.error(`The portal cannot listen on port ${values.port}: ${error.message}`);
  process.exitCode = 1;
});
