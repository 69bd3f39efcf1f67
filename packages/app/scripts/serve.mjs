// Serves the built app (`dist`, made by `build.mjs`) on loopback, for `npm start` and the end-to-end tests:
//
//   node packages/app/scripts/serve.mjs [--port 3000] [--api http://localhost:7007] [--dir packages/app/dist]
//
// Where the API is, is told to the browser with the page, so that one build serves any pair of ports. It prints one line
// when it listens. In production the same files are served by @backstage/plugin-app-backend or any web server.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    api: { type: 'string', default: 'http://localhost:7007' },
    dir: { type: 'string', default: resolve(dirname(fileURLToPath(import.meta.url)), '../dist') },
  },
});

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** The page, with configuration behind that of the build: the later one counts. */
async function page(port) {
  const data = {
    app: { baseUrl: `http://localhost:${port}` },
    backend: { baseUrl: values.api },
  };
  const json = JSON.stringify([{ context: 'serve', data }]).replace(/</g, '\\u003c');
  const html = await readFile(join(values.dir, 'index.html'), 'utf8');
  return html.replace('</head>', `<script type="backstage.io/config">${json}</script></head>`);
}

/** The file that a path of a URL names; undefined when there is none, or when it is outside the folder. */
async function fileOf(path) {
  const file = normalize(join(values.dir, path));
  if (!file.startsWith(`${normalize(values.dir)}/`) || path.endsWith('/index.html'))
    return undefined;
  const isFile = await stat(file).then(
    found => found.isFile(),
    () => false,
  );
  return isFile ? file : undefined;
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

const server = createServer(async (request, response) => {
  const path = pathOf(request.url);
  if ((request.method !== 'GET' && request.method !== 'HEAD') || path === undefined) {
    response.writeHead(path === undefined ? 400 : 405).end();
    return;
  }
  try {
    const file = await fileOf(path);
    const isStatic = path.startsWith('/static/');
    if (!file && isStatic) {
      response.writeHead(404).end();
      return;
    }
    const body = file ? await readFile(file) : await page(server.address().port);
    response.writeHead(200, {
      'content-type': types[file ? extname(file) : '.html'] ?? 'application/octet-stream',
      // Names of files below /static have a digest of what is in them.
      'cache-control': isStatic ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch (error) {
    response.writeHead(500).end();
    console.error(`${request.url}: ${error.message}`);
  }
});

server.on('error', error => {
  console.error(`The portal cannot listen on port ${values.port}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`The portal listens on http://localhost:${server.address().port}`);
});
