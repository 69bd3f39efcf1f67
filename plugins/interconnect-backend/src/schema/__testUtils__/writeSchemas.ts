import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { networkDocumentJsonSchema } from '@interconnect/backstage-plugin-interconnect-common';
import { answerShapes } from './answerShapes';
import { resourceSchemas } from './resourceSchemas';

/* Writes the files that are made of types and schemas: `npm run schemas`. */

const files = {
  '../resources.json': resourceSchemas(),
  '../../../../interconnect-common/network-document.schema.json': networkDocumentJsonSchema,
  '../../../../../packages/cli/src/server/answerShapes.json': answerShapes(),
};

for (const [file, content] of Object.entries(files)) {
  writeFileSync(resolve(__dirname, file), `${JSON.stringify(content, undefined, 2)}\n`);
}
