'use strict';
/**
 * Loaded into Node processes of pods that mount Secrets (`node --require`): paths below a mount
 * are those of the folder on this computer that LAB_MOUNTS (JSON, folder by path) names for it.
 * Plain CommonJS without dependencies, as podNetwork.cjs.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const mounts = Object.entries(JSON.parse(process.env.LAB_MOUNTS || '{}'));

function placeOf(path) {
  if (typeof path !== 'string') return path;
  const mount = mounts.find(([at]) => path === at || path.startsWith(`${at}/`));
  return mount ? mount[1] + path.slice(mount[0].length) : path;
}

function redirect(object, names) {
  for (const name of names) {
    const original = object[name];
    object[name] = function atMount(path, ...args) {
      return original.call(this, placeOf(path), ...args);
    };
  }
}

redirect(fs, [
  'existsSync',
  'readFile',
  'readFileSync',
  'readdirSync',
  'stat',
  'statSync',
  'unwatchFile',
  'watch',
  'watchFile',
]);
redirect(fs.promises, ['readFile', 'readdir', 'stat']);
syncBuiltinESMExports();
