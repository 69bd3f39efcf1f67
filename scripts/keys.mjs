// Makes keys, for a new installation or to change them: npm run keys -- <folder> [id]
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [folder, id = `key-${new Date().toISOString().slice(0, 10)}`] = process.argv.slice(2);
try {
  if (!folder) throw new Error('Where to? npm run keys -- <folder> [id]');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id)) {
    throw new Error(`'${id}' is no id: letters, digits, '.', '_' and '-' are accepted`);
  }
  const file = name => join(resolve(folder), `${id}.${name}`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const contents = {
    'private.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'public.pem': publicKey.export({ type: 'spki', format: 'pem' }),
    'payloads.key': `${randomBytes(32).toString('base64')}\n`,
  };
  const there = Object.keys(contents).map(file).find(existsSync);
  if (there) throw new Error(`${there} is there already: name another id`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(contents)) {
    writeFileSync(file(name), text, { mode: 0o600, flag: 'wx' });
  }
  console.log(`# For the backend alone:
interconnect:
  signing:
    keys:
      - { id: ${id}, privateKey: { $file: ${file('private.pem')} } }

# For the worker:
interconnect:
  signing:
    trusted:
      - { id: ${id}, publicKey: { $file: ${file('public.pem')} } }

# For both, if Temporal shall keep payloads encrypted:
interconnect:
  temporal:
    encryption:
      keys:
        - { id: ${id}, key: { $file: ${file('payloads.key')} } }`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
