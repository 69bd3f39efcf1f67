/** What a plan answers. */
export interface Planned {
  /** Why it is refused, at each field; absent: it is accepted. */
  refused?: readonly (string | RegExp)[];
  /** All that it warns of; absent: nothing. */
  warned?: readonly (string | RegExp)[];
  /** Some of its addresses. */
  addresses?: readonly string[];
}

/** By folder. What is accepted here is for a cluster to say: see the tests on real servers. */
export const cases: Record<string, Planned> = {
  'no-service': { refused: [/source\.url: .*: holds no Service, so that nothing of the appl/] },
  'helm-hooks': {
    refused: [
      /Job web-pre-delete: is a hook of Helm \(pre-delete\)/,
      /Job web-test-connection: is a hook of Helm \(test\)/,
    ],
  },
  'duplicate-env': {},
  'udp-beside-tcp': { warned: [/dns: of Service dns, 53\/UDP is not carried: only TCP is$/] },
  'update-on-delete': {},
  'misspelled-kind': { refused: [/line 2, deployment api: kind .*\(accepted: Deployment\)$/] },
  'annotated-not-exposed': {
    warned: [/: api: not exposed, although Service api asks for it: nothing of it is publ/],
  },
  'two-json-objects': { addresses: ['http://api.interconnect.svc.cluster.local:80'] },
  'ports-as-map': { refused: [/line 28, Service api: spec\.ports is an object with 2 fields/] },
  'quoted-port': { refused: [/spec\.ports\[0\]\.port is a text of 2 .*without quotes\)$/] },
  'port-name-as-port': { refused: [/spec\.ports\[0\]\.port is a text of 4 .*without quotes\)$/] },
  'pool-of-ipv6': {},
  'named-as-router': { refused: [/Service skupper-router: metadata\.name is the name of a Serv/] },
  'crash-loop': {},
  'probe-of-wrong-path': {},
  'bare-pod-fails': {},
  'shared-object': { refused: [/ServiceAccount shop of application 'pay' is in .* 'cart'/] },
  'empty-list': { refused: [/holds no object \(accepted: YAML with at least one Kubernetes obj/] },
  paused: {
    warned: [
      /^applications: none is exposed/,
      /Deployment \S+ is paused \(spec\.paused\): its step wai/,
    ],
  },
  'job-with-new-image': { warned: [/^applications: none is exposed/] },
};
