import { command } from './toolchain.mjs';

await command('test/bench/bench.ts');
