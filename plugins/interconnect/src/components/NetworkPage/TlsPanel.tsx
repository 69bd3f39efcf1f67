import { Flex, Text } from '@backstage/ui';
import {
  clientSecret,
  NetworkStatus,
  serverSecretOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { CodeBlock } from '../common/CodeBlock';
import styles from './ServicesTab.module.css';

type Service = NetworkStatus['services'][number];

/** Where the snippets mount the Secrets, as the examples do. */
const folder = '/etc/skupper-tls';

/** What server and clients of a service mount to talk TLS with their routers. */
export function TlsPanel({ service }: { service: Service }) {
  const t = useTexts();
  const { namespace } = service;
  const server = serverSecretOf(service);
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" variant="body-medium" weight="bold">
        {t('services.tls')}
      </Text>
      <Quiet>{t('services.tlsText')}</Quiet>
      <Quiet>{t('services.tlsJudged')}</Quiet>
      <div className={styles.snippets}>
        <div>
          <Text as="h5" variant="body-medium">
            {t('services.tlsClient', { secret: clientSecret })}
          </Text>
          <CodeBlock text={mountSnippet(clientSecret)} what={t('services.tlsClientMount')} />
        </div>
        <div>
          <Text as="h5" variant="body-medium">
            {t('services.tlsServer', { secret: server, namespace })}
          </Text>
          <CodeBlock text={mountSnippet(server)} what={t('services.tlsServerMount')} />
        </div>
      </div>
    </Flex>
  );
}

/** Parts of a pod's manifest. */
function mountSnippet(secret: string): string {
  return [
    '# of the container',
    'volumeMounts:',
    '  - name: tls',
    `    mountPath: ${folder}`,
    '    readOnly: true',
    '# of the pod',
    'volumes:',
    '  - name: tls',
    '    secret:',
    `      secretName: ${secret}`,
  ].join('\n');
}

/** Calls an address from a container that mounts the Secret of clients. */
export function secureCurlCommand(address: string): string {
  return `curl -sS --cacert ${folder}/ca.crt ${address}/`;
}
