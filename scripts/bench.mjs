import { command } from './toolchain.mjs';

await command('test/src/bench/bench.ts');
