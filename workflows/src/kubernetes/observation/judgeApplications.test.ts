import { annotated, exposePrefix, input, reading } from '../__testUtils__/readings';
import { judgeMember } from './judgeMember';
import type { MemberReading } from './MemberReading';

const said = (one: MemberReading, hubSeen = reading('hub')) =>
  judgeMember(one, input, hubSeen).mismatches;

describe('annotations of a server', () => {
  const expose = `${exposePrefix}/expose-service`;
  const port = `${exposePrefix}/expose-port`;
  const judged = (annotations: Record<string, string>) =>
    said(
      reading('hub', {
        services: [reading('hub').services[0], annotated(annotations)],
      }),
    );

  it.each<[string, Record<string, string>, string[]]>([
    ['as they were', { [expose]: 'true', [port]: '8080' }, []],
    [
      'another port',
      { [expose]: 'true', [port]: '9090' },
      ['Service shop/my-backend exposes 9090 by its annotations, and published is 8080'],
    ],
    [
      'one more port',
      { [expose]: 'true' },
      ['Service shop/my-backend exposes 8080, 9090 by its annotations, and published is 8080'],
    ],
    [
      'withdrawn',
      { [expose]: 'false' },
      ['Service shop/my-backend exposes nothing by its annotations, and published is 8080'],
    ],
    [
      'a wrong value',
      { [expose]: 'true', [port]: 'http' },
      [expect.stringMatching(/^Service shop\/my-backend, annotation .*expose-port.* is "http"/)],
    ],
  ])('%s', (_, annotations, expected) => {
    expect(judged(annotations).map(text => text.replace('cluster-1: ', ''))).toEqual(expected);
  });

  it('of a Service that was not exposed before', () => {
    const other = annotated({ [expose]: 'true' });
    const services = [
      ...reading('hub').services,
      { ...other, metadata: { ...other.metadata, name: 'metrics' } },
    ];
    expect(said(reading('hub', { services }))).toEqual([
      'cluster-1: Service shop/metrics exposes 8080, 9090 by its annotations, and published is nothing',
    ]);
  });

  it('of a Service that is gone', () => {
    const services = reading('hub').services.slice(0, 1);
    expect(said(reading('hub', { services }))).toEqual([
      'cluster-1: Service shop/my-backend is missing',
    ]);
  });
});
