import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import resources from './resources.json';
import { answerShapes } from './__testUtils__/answerShapes';
import { resourceSchemas } from './__testUtils__/resourceSchemas';

describe('the schemas of resources', () => {
  it('are those of the types that are answered: write them with `npm run schemas`', () => {
    expect(resources).toEqual(resourceSchemas());
  }, 120_000);

  it('are those that the command line compares answers with, without values', () => {
    const file = '../../../../packages/cli/src/server/answerShapes.json';
    const shapes = JSON.parse(readFileSync(resolve(__dirname, file), 'utf8'));
    expect(shapes).toEqual(answerShapes());
    expect(shapes.Network.required).toContain('status');
    expect(shapes.NetworkPhase).toEqual({ type: 'string' });
  }, 120_000);

  it('tell what fields mean', () => {
    expect(resources.Rollout.properties.message).toEqual({
      type: 'string',
      description: expect.stringMatching(/^Why it ended/),
    });
  });
});
