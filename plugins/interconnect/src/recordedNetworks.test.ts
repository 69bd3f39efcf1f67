/**
 * @jest-environment node
 */
import { limitsOf, NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { allNetworks } from '../dev/answers';
import { tenancy } from '../dev/answers/platform';
import { recordedPages } from '../dev/browser/pages';
import { checkRequest } from './components/RequestPage/state/checkRequest';
import { JsonObject } from './components/RequestPage/state/json';

const networks = allNetworks(new Date());
const limitsOfProject = (project: string) => limitsOf(tenancy, project);
const json = (document: NetworkDocument) => document as unknown as JsonObject;

describe('recorded networks', () => {
  it.each(networks.filter(({ spec }) => spec.hub))(
    'are what the server would take: $project/$name',
    ({ project, name, spec }) => {
      const request = { project, name, etag: '"1"', document: json(spec) };
      expect(checkRequest(request, { networks, limits: limitsOfProject(project) })).toEqual([]);
    },
  );

  it('leave room for the request that the pages show', () => {
    const review = recordedPages.find(({ name }) => name === 'request-review');
    const query = new URL(review!.path, 'http://localhost').searchParams;
    const [project, name, document] = ['project', 'network', 'document'].map(
      key => query.get(key) ?? '',
    );
    const request = { project, name, document: JSON.parse(document) };
    expect(checkRequest(request, { networks, limits: limitsOfProject(project) })).toEqual([]);
  });
});
