import resources from './resources.json';
import { resourceSchemas } from './__testUtils__/resourceSchemas';

describe('the schemas of resources', () => {
  it('are those of the types that are answered: write them with `npm run schemas`', () => {
    expect(resources).toEqual(resourceSchemas());
  }, 120_000);

  it('tell what fields mean', () => {
    expect(resources.Rollout.properties.message).toEqual({
      type: 'string',
      description: expect.stringMatching(/^Why it ended/),
    });
  });
});
