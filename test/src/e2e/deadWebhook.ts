import { Lab } from '@interconnect/lab';
import { AdmissionregistrationV1Api, KubeConfig } from '@kubernetes/client-node';
import { kubectl } from './kubectl';
import { waitFor } from './waitFor';

/** On all of them. */
export const deadLabel = 'example.com/dead';

/** What is not written while the webhook stands. */
interface Refused {
  group?: string;
  resource: string;
  /** In CEL, of the `object` that is to be made. */
  condition: string;
}

/**
 * Puts up a webhook on cluster-1 that nobody answers for, and that has to be asked before something
 * is made.
 *
 * @returns takes it down again
 */
export async function deadWebhook(
  lab: Lab,
  name: string,
  { group = '', resource, condition }: Refused,
): Promise<() => Promise<void>> {
  const config = new KubeConfig();
  config.loadFromFile(lab.kubeconfigOf('cluster-1'));
  const api = config.makeApiClient(AdmissionregistrationV1Api);
  // A ConfigMap of the same name is refused as well: it tells what the API server knows by now.
  const expression = `request.resource.resource == 'configmaps' ? object.metadata.name == '${name}' : (${condition})`;
  const ofAny = { apiVersions: ['*'], operations: ['CREATE'] };
  await api.createValidatingWebhookConfiguration({
    body: {
      metadata: { name, labels: { [deadLabel]: '' } },
      webhooks: [
        {
          name: `${name}.example.com`,
          rules: [
            { ...ofAny, apiGroups: [group], resources: [resource] },
            { ...ofAny, apiGroups: [''], resources: ['configmaps'] },
          ],
          matchConditions: [{ name: 'refused', expression }],
          clientConfig: { url: 'https://127.0.0.1:9/' },
          failurePolicy: 'Fail',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    },
  });
  const stands = () =>
    kubectl(lab, 'cluster-1', 'create', 'configmap', name, '--dry-run=server').then(
      () => false,
      error => /failed calling webhook/.test(String(error)),
    );
  await waitFor(stands);
  return async () => {
    await api.deleteValidatingWebhookConfiguration({ name });
    await waitFor(async () => !(await stands()));
  };
}
