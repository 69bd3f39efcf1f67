// The command line from its sources: npm run -s interconnect -- get edge-shop/shop
import { command } from './toolchain.mjs';

await command('packages/cli/src/main.ts');
