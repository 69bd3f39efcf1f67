import { DocumentError } from './errors';
import { parseManifests } from './manifests';
import { parseNetworkDocument } from './parse';
import { networkDocumentJsonSchema } from './schema';

function errorOf(body: unknown): DocumentError {
  try {
    parseNetworkDocument(body);
  } catch (error) {
    return error as DocumentError;
  }
  throw new Error('It was accepted');
}

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

const document = (spokes: number) => ({
  type: 'application-mesh',
  hub: { cluster: 'hub' },
  spokes: many(spokes, index => ({ cluster: `spoke-${index}` })),
  applications: [
    {
      name: 'till',
      clusters: many(spokes, index => `spoke-${index}`),
      namespace: 'shop',
      source: { kind: 'existing', services: ['till'] },
    },
  ],
});

describe('limits of a document', () => {
  it('bound every text and every list of the JSON Schema', () => {
    const unbounded: string[] = [];
    const seen: string[] = [];
    const visit = (path: string, schema: any) => {
      const { type, maxLength, maxItems, pattern, properties = {}, items, oneOf = [] } = schema;
      seen.push(path);
      const isBoundedText =
        'const' in schema || maxLength !== undefined || /\{\d*,?\d+\}/.test(pattern);
      if ((type === 'string' && !isBoundedText) || (type === 'array' && maxItems === undefined)) {
        unbounded.push(path);
      }
      Object.entries(properties).forEach(([name, value]) => visit(`${path}.${name}`, value));
      oneOf.forEach((one: unknown) => visit(path, one));
      if (items) visit(`${path}[]`, items);
    };
    visit('', networkDocumentJsonSchema);
    expect(seen).toContain('.applications[].source.services[]');
    expect(unbounded).toEqual([]);
  });

  it.each([1000, 5000])('accept %i spokes', spokes => {
    expect(parseNetworkDocument(document(spokes)).spokes).toHaveLength(spokes);
  });

  it('refuse longer lists, and say how many are accepted', () => {
    const { fields } = errorOf(document(5001));
    expect(fields).toContainEqual({
      field: 'spokes',
      message: 'is too long',
      accepted: 'a list of the members whose routers dial the hub, at most 5000',
    });
    const loadBalancer = { addresses: many(101, index => `10.0.${index}.0/24`) };
    const hub = { cluster: 'hub', loadBalancer };
    expect(errorOf({ ...document(1), hub }).fields).toMatchObject([
      { field: 'hub.loadBalancer.addresses', message: 'is too long' },
    ]);
  });
});

describe('a refusal', () => {
  it('lists the first errors, and counts the others', () => {
    const error = errorOf({ type: 'application-mesh', spokes: many(362, () => 5) });
    expect(error.fields).toHaveLength(50);
    // One of them is about the list, which is there without a hub.
    expect(error.message).toMatch(/; … and 313 more$/);
  });

  it('is short, whatever was sent, and names clusters by way of example', () => {
    const long = 'x'.repeat(100_000);
    for (const body of [
      { [long]: 1 },
      Object.fromEntries(many(900, index => [`${index}${'y'.repeat(900)}`, 1])),
      {
        ...document(5000),
        applications: many(500, () => ({ clusters: ['\0\ud800'], name: long })),
      },
    ]) {
      const error = errorOf(body);
      expect(JSON.stringify([error.message, error.fields]).length).toBeLessThan(32_000);
      expect(error.message).not.toMatch(/[\0\p{Cs}]/u);
    }
    const strange = {
      ...document(20),
      applications: [{ ...document(1).applications[0], clusters: ['a'] }],
    };
    expect(errorOf(strange).fields[0].accepted).toMatch(/^one of hub, spoke-0, .* and 11 more$/);
  });
});

describe('a manifest with a character that is none', () => {
  it.each(['\0', '\ud800'])('is refused, without being quoted', character => {
    const text = `apiVersion: v1\n# ${character} secret\nkind: ConfigMap\n`;
    const context = { application: 'web', namespace: 'shop', url: './web.yaml' };
    expect(() => parseManifests(text, context)).toThrow(
      /web\.yaml, line 2: holds a character that no YAML has \(accepted: a text in UTF-8 without NUL\)$/,
    );
  });
});
