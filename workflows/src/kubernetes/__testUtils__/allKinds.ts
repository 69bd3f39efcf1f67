import { example } from './Bench';

const pod = `
        metadata: { labels: { app: NAME } }
        spec:
          containers:
            - { name: main, image: registry.example/nothing:1 }`;

const workload = (kind: string, more = '') => `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${kind.toLowerCase()} }
spec:
  selector: { matchLabels: { app: ${kind.toLowerCase()} } }
  ${more}
  template: ${pod.replaceAll('NAME', kind.toLowerCase())}
`;

/**
 * A manifest with an object of every kind that the role of applications allows, the example's
 * server among them.
 */
export function allKinds(namespace: string): string {
  return `${example('my-backend').replaceAll('namespace: shop', `namespace: ${namespace}`)}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: b }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: claim }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Mi } }
---
apiVersion: v1
kind: Pod
metadata: { name: bare }
spec:
  containers:
    - { name: main, image: registry.example/nothing:1 }
${workload('DaemonSet')}
${workload('StatefulSet', 'serviceName: my-backend')}
---
apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - { name: main, image: 'docker.io/library/node:24-alpine', command: [node, --eval, '0'] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: yearly }
spec:
  schedule: '@yearly'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - { name: main, image: registry.example/nothing:1 }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: more }
spec:
  maxReplicas: 1
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: my-backend }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
---
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceExport
metadata: { name: my-backend }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: some }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: my-backend } }
`;
}
