import { annotations, exposedPorts, ServiceLike, serviceLikeOf } from './annotations';

const { exposeService, exposePort, exposePorts } = annotations;

function service(given: Record<string, unknown>, changes: Partial<ServiceLike> = {}): ServiceLike {
  return {
    name: 'my-backend',
    namespace: 'shop',
    annotations: given,
    ports: [{ port: 8080 }, { port: 443, protocol: 'TCP' }],
    ...changes,
  };
}

const exposed = (more: Record<string, unknown> = {}) => ({ [exposeService]: 'true', ...more });

describe('exposedPorts', () => {
  it.each([
    [{}, []],
    [{ [exposeService]: 'false', [exposePort]: 'nonsense' }, []],
    [{ [exposePort]: '8080' }, []],
    [exposed(), [443, 8080]],
    [exposed({ [exposePort]: '8080' }), [8080]],
    [exposed({ [exposePorts]: '8080,443' }), [443, 8080]],
    [exposed({ [exposePort]: '8080', [exposePorts]: '443,8080' }), [443, 8080]],
  ])('reads %j as %j', (given, ports) => {
    expect(exposedPorts(service(given))).toEqual({ ports, errors: [] });
  });

  it('has the annotations of the seed', () => {
    expect([exposeService, exposePort]).toEqual([
      'network.app.edge-orchestrator.intel.com/expose-service',
      'network.app.edge-orchestrator.intel.com/expose-port',
    ]);
  });

  it.each([
    ['yes', 'is "yes"'],
    ['True', 'is "True"'],
    [' true', 'is " true"'],
    ['', 'is ""'],
    [true, 'is true and not a text'],
  ])('refuses expose-service %j', (value, message) => {
    expect(exposedPorts(service({ [exposeService]: value }))).toEqual({
      ports: [],
      errors: [
        {
          field: `Service shop/my-backend, annotation ${exposeService}`,
          message,
          accepted: '"true" or "false", in quotes',
        },
      ],
    });
  });

  it.each([
    [' 8080', 'is " 8080"'],
    ['70000', 'is "70000"'],
    ['0', 'is "0"'],
    ['-1', 'is "-1"'],
    ['080', 'is "080"'],
    ['80.0', 'is "80.0"'],
    ['http', 'is "http"'],
    ['80,443', 'is "80,443"'],
    ['', 'is ""'],
    [8080, 'is the number 8080 and not a text'],
  ])('refuses expose-port %j', (value, message) => {
    expect(exposedPorts(service(exposed({ [exposePort]: value })))).toEqual({
      ports: [],
      errors: [
        {
          field: `Service shop/my-backend, annotation ${exposePort}`,
          message,
          accepted: 'one port of the Service from 1 to 65535, like "8080"',
        },
      ],
    });
  });

  it.each(['8080, 443', '8080,', ',8080', '8080;443', '8080,70000', '8080,x', ''])(
    'refuses expose-ports %j',
    value => {
      expect(exposedPorts(service(exposed({ [exposePorts]: value })))).toEqual({
        ports: [],
        errors: [
          {
            field: `Service shop/my-backend, annotation ${exposePorts}`,
            message: `is "${value}"`,
            accepted: 'ports of the Service with commas between them, like "80,443"',
          },
        ],
      });
    },
  );

  it('refuses a port that the Service does not have', () => {
    expect(exposedPorts(service(exposed({ [exposePort]: '9090' }))).errors).toEqual([
      {
        field: `Service shop/my-backend, annotation ${exposePort}`,
        message: 'is "9090", and 9090 is not a TCP port of the Service',
        accepted: '8080, 443',
      },
    ]);
  });

  it.each([
    [{ type: 'NodePort' }, 'spec.type', 'is NodePort'],
    [{ type: 'LoadBalancer' }, 'spec.type', 'is LoadBalancer'],
    [{ type: 'ExternalName' }, 'spec.type', 'is ExternalName'],
    [{ clusterIP: 'None' }, 'spec.clusterIP', 'is None (a headless Service)'],
  ])('refuses the Service %j', (changes, field, message) => {
    expect(exposedPorts(service(exposed(), changes))).toEqual({
      ports: [],
      errors: [
        {
          field: `Service shop/my-backend, ${field}`,
          message,
          accepted: 'a Service of type ClusterIP with an address of its own',
        },
      ],
    });
    expect(exposedPorts(service({}, changes))).toEqual({ ports: [], errors: [] });
  });

  it('refuses to leave out silently what cannot be carried', () => {
    const ports = [{ port: 53, protocol: 'UDP' }, { port: 53 }, { port: 99, protocol: 'SCTP' }];
    expect(exposedPorts(service(exposed(), { ports })).errors).toMatchObject([
      {
        field: 'Service shop/my-backend, spec.ports',
        message: 'has 99/SCTP, and only TCP can be exposed',
      },
    ]);
    expect(exposedPorts(service(exposed({ [exposePort]: '53' }), { ports })).ports).toEqual([53]);
    expect(exposedPorts(service(exposed(), { ports: ports.slice(0, 2) })).ports).toEqual([53]);
    expect(exposedPorts(service(exposed(), { ports: [] })).errors).toMatchObject([
      { message: 'is empty: there is nothing to expose' },
    ]);
  });

  it('tells all errors of a Service at once', () => {
    const wrong = service(exposed({ [exposePort]: 'x', [exposePorts]: '1' }), { type: 'NodePort' });
    expect(exposedPorts(wrong).errors.map(({ field }) => field)).toEqual([
      `Service shop/my-backend, annotation ${exposePort}`,
      `Service shop/my-backend, annotation ${exposePorts}`,
      'Service shop/my-backend, spec.type',
    ]);
  });

  it('looks at Services as Kubernetes has them', () => {
    const ports = [{ port: 80, protocol: 'TCP' }];
    expect(
      serviceLikeOf({
        metadata: { name: 'web', namespace: 'shop', annotations: exposed() },
        spec: { type: 'ClusterIP', clusterIP: '10.96.0.7', ports },
      }),
    ).toEqual({
      name: 'web',
      namespace: 'shop',
      type: 'ClusterIP',
      clusterIP: '10.96.0.7',
      annotations: exposed(),
      ports,
    });
  });
});
