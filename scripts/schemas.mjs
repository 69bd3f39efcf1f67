// Writes the files that are made of types and schemas: npm run schemas
import { command } from './toolchain.mjs';

await command('plugins/interconnect-backend/src/schema/__testUtils__/writeSchemas.ts');
