import { documentToText, lineOf, textToDocument } from './documentText';

const document = {
  type: 'application-mesh',
  namespace: 'interconnect',
  hub: { cluster: 'cluster-1' },
  spokes: [{ cluster: 'cluster-2' }, { cluster: 'no' }],
};

describe('documentText', () => {
  it.each(['json', 'yaml'] as const)('goes both ways as %s', format => {
    expect(textToDocument(documentToText(document, format), format)).toEqual({ document });
  });

  it.each(['json', 'yaml'] as const)('finds the line of a field in %s', format => {
    const text = documentToText(document, format);
    const line = lineOf(text, 'spokes[1].cluster') ?? 0;
    expect(text.split('\n')[line - 1]).toContain('no');
    const hub = lineOf(text, 'hub.loadBalancer.addresses[0]') ?? 0;
    expect(
      text
        .split('\n')
        .slice(hub - 2, hub)
        .join(),
    ).toContain('hub');
    expect(lineOf(text, '')).toBe(1);
  });

  it.each([
    ['json', '{\n  "type": "x",\n}', 3],
    ['json', '{\n  "description": "a text that is long enough",\n  "type" "x"\n}', 3],
    ['json', '{\n  "type": "x"\n', 2],
    ['yaml', 'type: x\nhub: [a\nspokes: []\n', 3],
    ['yaml', 'type: x\n\ttabs: no\n', 2],
    ['yaml', 'type: x\ntype: y\n', 2],
    ['yaml', 'hub: *nowhere\n', 1],
  ] as const)('says the line of an error in %s %j', (format, text, line) => {
    const read = textToDocument(text, format);
    expect(read).toEqual({ problem: { line, message: expect.stringMatching(/\w/) } });
  });

  it('does not take YAML for JSON', () => {
    expect(textToDocument('type: x', 'json')).toHaveProperty('problem.line', 1);
  });
});
