/** The part of an object's metadata that the stand-ins read or write. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

/** Who an object belongs to; the garbage collector deletes it with its last owner. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
}

/** Any Kubernetes object, as it travels in JSON. */
export interface KubeObject<Spec = unknown, Status = unknown> {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: Spec;
  status?: Status;
}

/** A ConfigMap. */
export interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

/** A Secret; `data` holds Base64. */
export interface Secret extends KubeObject {
  type?: string;
  data?: Record<string, string>;
}

/** A port of a Service. */
export interface ServicePort {
  name?: string;
  port: number;
  targetPort?: number | string;
  nodePort?: number;
  protocol?: string;
}

/** A Service. */
export type Service = KubeObject<
  {
    type?: string;
    selector?: Record<string, string>;
    ports?: ServicePort[];
    clusterIP?: string;
    externalName?: string;
  },
  { loadBalancer?: { ingress?: Array<{ ip?: string; hostname?: string }> } }
>;

/** A Pod, as far as it is looked at here. */
export type Pod = KubeObject<
  unknown,
  {
    phase?: string;
    podIP?: string;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  }
>;

/** `namespace/name`, by which objects of one kind are told apart. */
export function keyOf(object: { metadata: ObjectMeta }): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
