import { logger } from './log';
import { registerSearchAttributes } from './searchAttributes';

const names = [
  'InterconnectNetwork',
  'InterconnectOperation',
  'InterconnectProject',
  'InterconnectState',
];

/** Stands in for the part of Temporal's API that knows search attributes. */
function operatorService(known: string[], refusal?: string) {
  const added: unknown[] = [];
  const service = {
    listSearchAttributes: async () => ({
      customAttributes: Object.fromEntries(known.map(name => [name, 2])),
    }),
    addSearchAttributes: async (request: unknown) => {
      if (refusal) throw new Error(refusal);
      added.push(request);
    },
  };
  return { connection: { operatorService: service as any }, added };
}

describe('registerSearchAttributes', () => {
  afterEach(() => jest.restoreAllMocks());

  it('adds those that are missing', async () => {
    jest.spyOn(logger, 'info').mockImplementation();
    const { connection, added } = operatorService(['Other', ...names.slice(1)]);
    await registerSearchAttributes(connection, 'edge');
    expect(added).toEqual([{ namespace: 'edge', searchAttributes: { InterconnectNetwork: 2 } }]);
  });

  it('leaves the server alone when none is missing', async () => {
    const { connection, added } = operatorService(names);
    await registerSearchAttributes(connection, 'edge');
    expect(added).toEqual([]);
  });

  it('says what to type where it may not add them', async () => {
    const warn = jest.spyOn(logger, 'warn').mockImplementation();
    const { connection } = operatorService([], 'Request unauthorized.');
    await registerSearchAttributes(connection, 'edge');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('could not be registered'), {
      error: 'Request unauthorized.',
      command: expect.stringMatching(
        /^temporal operator search-attribute create --namespace edge --name InterconnectProject --type Keyword /,
      ),
    });
  });
});
