'use strict';
/**
 * Loaded into every Node process of a pod before its own code (`node --require`). It does what a
 * pod's network namespace and DNS do on a real cluster:
 * - `listen()` without a host, or on all interfaces, listens on the pod's own address
 *   (POD_ADDRESS);
 * - names are asked of the cluster's node agent (LAB_NODE_PORT) first, then of this computer. Names
 *   below `svc.cluster.local` are the cluster's alone.
 * Plain CommonJS without dependencies: it must load in any Node.js, from a program of any kind.
 */
const dns = require('node:dns');
const http = require('node:http');
const net = require('node:net');
const { syncBuiltinESMExports } = require('node:module');
const { promisify } = require('node:util');

const address = process.env.POD_ADDRESS;
const namespace = process.env.POD_NAMESPACE;
const port = Number(process.env.LAB_NODE_PORT);

const everywhere = new Set(['', '0.0.0.0', '::', '[::]']);

function listenHere(args) {
  const [first, second] = args;
  if (first !== null && typeof first === 'object') {
    const isPort = first.port !== undefined && first.path === undefined && first.fd === undefined;
    return isPort && everywhere.has(first.host ?? '')
      ? [{ ...first, host: address }, ...args.slice(1)]
      : args;
  }
  if (first === undefined || first === null || typeof first === 'function') {
    const callbacks = args.filter(arg => typeof arg === 'function');
    return [{ port: 0, host: address }, ...callbacks];
  }
  if (!/^\d+$/.test(String(first))) return args; // a path
  if (typeof second === 'string') {
    return everywhere.has(second) ? [first, address, ...args.slice(2)] : args;
  }
  const hasGap = second === undefined || second === null;
  return [first, address, ...args.slice(hasGap ? 2 : 1)];
}

if (address) {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function listenOnPodAddress(...args) {
    return listen.apply(this, listenHere(args));
  };
}

const isClustersOwn = name => /\.svc(\.cluster\.local)?\.?$/i.test(name);

function failure(code, name) {
  const error = new Error(`getaddrinfo ${code} ${name}`);
  return Object.assign(error, {
    code,
    errno: code === 'ENOTFOUND' ? -3008 : -3001,
    syscall: 'getaddrinfo',
    hostname: name,
  });
}

/**
 * Asks the node agent: calls back with an address, or with undefined when the cluster does not know
 * the name.
 */
function ask(name, callback) {
  const body = JSON.stringify({ name, namespace });
  const request = http.request(
    { host: '127.0.0.1', port, method: 'POST', path: '/resolve', agent: false, timeout: 5000 },
    response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 404) return callback(null, undefined);
        if (response.statusCode !== 200) return callback(failure('EAI_AGAIN', name));
        return callback(null, JSON.parse(text).address);
      });
    },
  );
  request.on('timeout', () => request.destroy(new Error('no answer')));
  request.on('error', () => callback(failure('EAI_AGAIN', name)));
  request.end(body);
}

const lookup = dns.lookup;
const lookupPromise = dns.promises.lookup;

const isPlain = name =>
  typeof name !== 'string' || !name || net.isIP(name) !== 0 || name === 'localhost';

function optionsOf(options) {
  if (typeof options === 'number') return { family: options };
  return typeof options === 'object' && options ? options : {};
}

function clusterLookup(name, options, callback) {
  if (isPlain(name)) return lookup.apply(dns, arguments);
  const done = typeof options === 'function' ? options : callback;
  const wanted = optionsOf(options);
  return ask(name, (error, found) => {
    if (error && isClustersOwn(name)) return done(error);
    if (found && wanted.family !== 6 && wanted.family !== 'IPv6') {
      return wanted.all ? done(null, [{ address: found, family: 4 }]) : done(null, found, 4);
    }
    if (found || isClustersOwn(name)) return done(failure('ENOTFOUND', name));
    return lookup.call(dns, name, wanted, done);
  });
}

function clusterLookupPromise(name, options) {
  if (isPlain(name)) return lookupPromise(name, options);
  return new Promise((resolve, reject) => {
    clusterLookup(name, options ?? {}, (error, found, family) => {
      if (error) reject(error);
      else resolve(Array.isArray(found) ? found : { address: found, family });
    });
  });
}

if (port) {
  dns.lookup = clusterLookup;
  dns.promises.lookup = clusterLookupPromise;
  Object.defineProperty(dns.lookup, promisify.custom, { value: clusterLookupPromise });
  syncBuiltinESMExports();
}
