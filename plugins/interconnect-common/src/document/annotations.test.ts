import { annotations, exposedPorts, ServiceLike, serviceLikeOf } from './annotations';

const { exposeService, exposePort, exposePorts } = annotations;

function service(given: Record<string, unknown>, changes: object = {}): ServiceLike {
  return {
    name: 'my-backend',
    namespace: 'shop',
    annotations: given,
    spec: { ports: [{ port: 8080 }, { port: 443, protocol: 'TCP' }], ...changes },
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
    expect(exposedPorts(service(given))).toEqual({ ports, lost: [], errors: [] });
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
      lost: [],
      errors: [
        {
          path: ['metadata', 'annotations', exposeService],
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
      lost: [],
      errors: [
        {
          path: ['metadata', 'annotations', exposePort],
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
        lost: [],
        errors: [
          {
            path: ['metadata', 'annotations', exposePorts],
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
        path: ['metadata', 'annotations', exposePort],
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
      lost: [],
      errors: [
        {
          path: field.split('.'),
          field: `Service shop/my-backend, ${field}`,
          message,
          accepted: 'a Service of type ClusterIP with an address of its own',
        },
      ],
    });
    expect(exposedPorts(service({}, changes))).toEqual({ ports: [], lost: [], errors: [] });
  });

  it('refuses to leave out silently what cannot be carried', () => {
    const ports = [{ port: 53, protocol: 'UDP' }, { port: 53 }, { port: 99, protocol: 'SCTP' }];
    expect(exposedPorts(service(exposed(), { ports })).errors).toMatchObject([
      {
        field: 'Service shop/my-backend, spec.ports',
        message: 'has 99/SCTP, and only TCP can be exposed',
      },
    ]);
    const carried = { ports: [53], lost: ['53/UDP'], errors: [] };
    expect(exposedPorts(service(exposed({ [exposePort]: '53' }), { ports }))).toEqual(carried);
    expect(exposedPorts(service(exposed(), { ports: ports.slice(0, 2) }))).toEqual(carried);
    expect(exposedPorts(service(exposed(), { ports: [] })).errors).toMatchObject([
      { message: 'is empty: there is nothing to expose' },
    ]);
  });

  it.each([
    ['network.app.edge-orchestrator.intel.com/exposed-ports', exposePorts],
    ['network.app.edge-orchestrator.intel.com/exposed-service', exposeService],
    ['network.app.edge-orchestrator.intel.com/Expose-Port', exposePort],
    ['network.app.edge-orchestrator.intel.com/exposePort', exposePort],
    ['network.apps.edge-orchestrator.intel.com/expose-port', exposePort],
    ['network.app.edge-orchestrator.intel.com/ports', 'expose-service'],
    ['network.app.edge-orchestrator.intel.com/expose-port ', exposePort],
  ])('refuses %s, and names the right one', (key, right) => {
    for (const given of [exposed({ [key]: '8080' }), { [key]: 'true' }]) {
      const { ports, errors } = exposedPorts(service(given));
      expect({ ports, count: errors.length }).toEqual({ ports: [], count: 1 });
      expect(errors[0].message).toMatch(/not known/);
      expect(errors[0].accepted).toContain(right);
    }
  });

  it('says nothing of the annotations of others', () => {
    const others = { 'example.com/expose-port': '1', 'expose-service': 'true', a: 'b' };
    expect(exposedPorts(service(others)).errors).toEqual([]);
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
    const metadata = { name: 'web', namespace: 'shop', annotations: exposed() };
    const spec = { type: 'ClusterIP', clusterIP: '10.96.0.7', ports: [{ port: 80 }] };
    expect(serviceLikeOf({ metadata, spec })).toEqual({ ...metadata, spec });
    expect(exposedPorts(serviceLikeOf({ metadata, spec })).ports).toEqual([80]);
    expect(serviceLikeOf({ metadata: [], spec: 1 })).toMatchObject({ name: '', namespace: '' });
  });
});
