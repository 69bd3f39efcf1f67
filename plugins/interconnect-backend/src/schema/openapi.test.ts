import {
  networkDocumentJsonSchema,
  rolloutCommandNames,
  rolloutCommands,
  stepKinds,
} from '@interconnect/backstage-plugin-interconnect-common';
import { openApiCheck } from '../__testUtils__/openApiCheck';
import { readOpenApi } from '../schema/openApi';

const networks = '/v1/projects/edge-shop/networks';

/** Names of all fields, by path. */
function fieldsOf(schema: any, path = ''): string[] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, value]) => [
      `${path}.${name}`,
      ...fieldsOf(value, `${path}.${name}`),
    ]),
    ...(schema.items ? fieldsOf(schema.items, `${path}[]`) : []),
    ...(schema.oneOf ?? schema.anyOf ?? []).flatMap((one: any) => fieldsOf(one, path)),
  ].sort();
}

describe('the OpenAPI document', () => {
  it('has the fields of the published JSON Schema of documents', () => {
    const { components } = readOpenApi() as any;
    const published = fieldsOf(networkDocumentJsonSchema);
    expect(published.length).toBeGreaterThan(10);
    expect(fieldsOf(components.schemas.NetworkDocument)).toEqual(published);
  });

  it('has the commands of the table, and the fields of their bodies', () => {
    const { paths, components } = readOpenApi() as any;
    const path = Object.keys(paths).find(one => one.endsWith('/rollouts/{rollout}/{command}'))!;
    const parameters = [...(paths[path].parameters ?? []), ...paths[path].post.parameters];
    const command = parameters.find(({ name }: { name?: string }) => name === 'command');
    expect([...command.schema.enum].sort()).toEqual([...rolloutCommandNames].sort());
    const fields = Object.values(rolloutCommands).flatMap(({ body }) => Object.keys(body));
    expect(Object.keys(components.schemas.CommandBody.properties).sort()).toEqual(
      [...new Set(fields)].sort(),
    );
  });

  it('has all kinds of steps', () => {
    const { components } = readOpenApi() as any;
    expect([...components.schemas.StepKind.enum].sort()).toEqual([...stepKinds].sort());
  });

  it('is what answers are checked against', () => {
    const check = openApiCheck();
    const network = {
      project: 'edge-shop',
      name: 'shop',
      generation: 1,
      spec: { type: 'application-mesh' },
      status: { phase: 'Empty', members: [], services: [] },
    };
    check('GET', networks, 200, [network]);
    check('GET', `${networks}/shop`, 404, {
      error: { name: 'NotFoundError', message: 'no' },
      response: { statusCode: 404 },
    });
    check('DELETE', `${networks}/shop`, 204, {});
    for (const [method, url, status, body] of [
      ['GET', networks, 200, network],
      ['GET', `${networks}/shop`, 200, { ...network, more: 1 }],
      ['GET', `${networks}/shop`, 200, { ...network, status: { phase: 'Fine' } }],
      ['GET', `${networks}/shop`, 201, network],
      ['GET', `${networks}/shop`, 404, { error: { name: 'E', message: 'm', stack: 's' } }],
      ['DELETE', `${networks}/shop`, 204, network],
      ['PATCH', `${networks}/shop`, 200, network],
      ['GET', '/v1/other', 200, {}],
    ] as const) {
      expect(() => check(method, url, status, body)).toThrow(/OpenAPI document/);
    }
  });
});
