import { command } from './toolchain.mjs';

await command('lab/src/stack/test.ts');
