// Checks an export of a project's audit log: npm run audit:verify -- <export> --key <public key>
import { command } from './toolchain.mjs';

await command('plugins/interconnect-node/src/audit/cli.ts');
