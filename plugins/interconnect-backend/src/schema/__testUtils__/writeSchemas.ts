import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { networkDocumentJsonSchema } from '@interconnect/backstage-plugin-interconnect-common';
import { format } from 'prettier';
import { resourceSchemas } from './resourceSchemas';

/* Writes the files that are made of types and schemas: `npm run schemas`. */

const files = {
  '../resources.json': resourceSchemas(),
  '../../../../interconnect-common/network-document.schema.json': networkDocumentJsonSchema,
};

async function write() {
  for (const [file, content] of Object.entries(files)) {
    const text = await format(JSON.stringify(content), { parser: 'json', printWidth: 100 });
    writeFileSync(resolve(__dirname, file), text);
  }
}

write().catch(error => {
  throw error;
});
