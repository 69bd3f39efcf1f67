import { command } from './toolchain.mjs';

await command('lab/src/cli.ts');
