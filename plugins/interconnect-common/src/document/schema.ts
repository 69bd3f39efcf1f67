import { z } from 'zod';
import {
  acceptedCluster,
  acceptedName,
  acceptedNamespace,
  acceptedService,
  clusterPattern,
  digestPattern,
  limits,
  namePattern,
  namespacePattern,
  servicePattern,
} from './fields';
import { acceptedCidr, acceptedRange } from './addressRanges';
import { helmSource } from './helmSource';
import { spokeEntry } from './spokeEntry';

/*
 * The network document, written once: its type, its JSON Schema, its part of the OpenAPI document
 * and the checks of the form come from here. Of each field `title` is what it is, `description`
 * what is accepted there: that stands in every refusal too (`FieldError.accepted`). What concerns
 * several fields is in `semantics.ts`.
 */

function build() {
  const cluster = z.string().regex(clusterPattern).describe(acceptedCluster);
  const namespace = z.string().regex(namespacePattern).describe(acceptedNamespace);

  const loadBalancer = z.strictObject({
    addresses: z
      .array(z.string().min(1).max(limits.rangeLength).describe(acceptedRange))
      .min(1)
      .max(limits.ranges)
      .meta({
        title: 'Addresses from which the router gets its own',
        description: `a list with 1 to ${limits.ranges} ranges of addresses for the router of the hub, each ${acceptedRange}; without the field the load balancer that is there chooses`,
      })
      .optional(),
    allowedSources: z
      .array(z.string().min(1).max(limits.rangeLength).describe(acceptedCidr))
      .min(1)
      .max(limits.ranges)
      .meta({
        title: 'Who may reach the router (`loadBalancerSourceRanges` of its Service)',
        description: `a list with 1 to ${limits.ranges} networks that may reach the router of the hub, each ${acceptedCidr}; without the field every address may`,
      })
      .optional(),
  });

  const source = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('existing').describe("'existing' (deployed by other means)"),
      services: z
        .array(z.string().regex(servicePattern).describe(acceptedService))
        .min(1)
        .max(limits.services)
        .meta({
          title: 'The Services of the application',
          description: `a list with at least one name of a Service in the namespace of the application, at most ${limits.services}`,
        }),
    }),
    z.strictObject({
      kind: z.literal('manifests').describe("'manifests' (YAML that is applied)"),
      url: z.string().regex(/\S/).max(2048).meta({
        title: 'Where the manifests are',
        description:
          'a URL that the portal may read, or a path below the configured folder (./examples/my-backend.yaml)',
      }),
      digest: z
        .string()
        .regex(digestPattern)
        .meta({
          title: 'Digest of the manifests',
          description:
            "'sha256:' and 64 digits of 0-9, a-f: what the bytes behind the url must have; without the field any",
        })
        .optional(),
    }),
    helmSource(),
  ]);

  const application = z.strictObject({
    name: z.string().regex(namePattern).meta({
      title: 'The name, unique within the network',
      description: acceptedName,
    }),
    clusters: z.array(cluster).min(1).max(limits.members).meta({
      title: 'The members that run it',
      description: 'a list with at least one member (hub or spoke) that runs the application',
    }),
    namespace: namespace.meta({
      title: 'The namespace of its objects on those members',
      description: acceptedNamespace,
    }),
    expose: z
      .boolean()
      .meta({
        title: 'Whether the network publishes its annotated Services',
        description:
          'true makes the annotated Services reachable from all members; false if absent',
      })
      .optional(),
    tls: z
      .literal('router')
      .meta({
        title: 'Whether the routers talk TLS with the application and its clients',
        description:
          "'router' makes the routers talk TLS with the server and with its clients, with certificates of the network; without the field they pass on the bytes as they are",
      })
      .optional(),
    shortAddress: z
      .boolean()
      .meta({
        title: 'Whether its Services have the short address `<service>.interconnect` too',
        description:
          "false leaves <service>.interconnect to another network, so that only the network's own addresses lead to the application; true if absent",
      })
      .optional(),
    source: source.meta({
      title: 'Where its objects come from',
      description:
        "{ kind: 'existing', services: [..] }, { kind: 'manifests', url: '..', digest?: '..' } or { kind: 'helm', chart: '..', version?: '..', repository?: '..', values?: {..}, digest?: '..' }",
    }),
  });

  return z
    .strictObject({
      description: z
        .string()
        .max(2000)
        .meta({
          title: 'What the network is for',
          description: 'a text of at most 2000 characters',
        })
        .optional(),
      type: z.literal('application-mesh').meta({
        title: 'The kind of network',
        description: "'application-mesh'",
      }),
      namespace: namespace
        .meta({
          title: 'The namespace of the network on every member',
          description: `${acceptedNamespace}; interconnect-<network> if absent`,
        })
        .optional(),
      hub: z
        .strictObject({
          cluster,
          loadBalancer: loadBalancer
            .meta({
              title: 'How the router of the hub can be reached',
              description: '{ addresses?: [..], allowedSources?: [..] }',
            })
            .optional(),
        })
        .meta({
          title: 'The cluster whose router accepts links',
          description:
            "{ cluster: '..', loadBalancer?: {..} }: the member whose router accepts links",
        })
        .optional(),
      spokes: z
        .array(
          spokeEntry(cluster).describe("{ cluster: '..' } or { selector: {..}, follow?: true }"),
        )
        .max(limits.spokes)
        .meta({
          title: 'The clusters whose routers dial the hub',
          description: `a list of the members whose routers dial the hub, at most ${limits.spokes}`,
        })
        .optional(),
      applications: z
        .array(
          application.describe(
            '{ name, clusters, namespace, expose?, tls?, shortAddress?, source }',
          ),
        )
        .max(limits.applications)
        .meta({
          title: 'Workloads on one or more members',
          description: `a list of applications, servers (expose: true) and clients, at most ${limits.applications}`,
        })
        .optional(),
    })
    .meta({
      title: 'NetworkDocument',
      description: 'a network document: an object with at least a type',
    });
}

/**
 * Builds without the probe for `eval`, which a strict Content-Security-Policy of a portal would
 * report.
 */
function withoutEval<T>(make: () => T): T {
  const { jitless } = z.config();
  z.config({ jitless: true });
  try {
    return make();
  } finally {
    z.config({ jitless });
  }
}

/** The shape of a network document. */
export const networkDocumentSchema = withoutEval(build);

/**
 * The network document: what a team asks for. `PUT /v1/projects/{project}/networks/{network}` takes
 * it, `GET` returns it under `spec`. The seed's minimal body (`description` and `type`) is a whole
 * document.
 *
 * @public
 */
export type NetworkDocument = z.infer<typeof networkDocumentSchema>;

/** The cluster whose router accepts links. @public */
export type HubMember = NonNullable<NetworkDocument['hub']>;

/** What stands for spokes in a document: the name of a cluster, or labels. @public */
export type SpokeEntry = NonNullable<NetworkDocument['spokes']>[number];

/** A cluster whose router dials the hub. @public */
export type SpokeMember = { cluster: string };

/** A document in which every spoke has its name: what is planned and rolled out. @public */
export type ResolvedDocument = Omit<NetworkDocument, 'spokes'> & { spokes?: SpokeMember[] };

/** A workload on one or more members. @public */
export type Application = NonNullable<NetworkDocument['applications']>[number];

/** Where an application's objects come from. @public */
export type ApplicationSource = Application['source'];

/** A part of the JSON Schema of the network document. @public */
export interface DocumentSchema {
  $schema?: string;
  title?: string;
  /** What is accepted. */
  description?: string;
  type?: string;
  const?: unknown;
  properties?: Record<string, DocumentSchema>;
  additionalProperties?: DocumentSchema | boolean;
  items?: DocumentSchema;
  maxItems?: number;
  oneOf?: DocumentSchema[];
}

/** JSON Schema (draft 2020-12) of the network document. @public */
export const networkDocumentJsonSchema = z.toJSONSchema(networkDocumentSchema) as DocumentSchema;
