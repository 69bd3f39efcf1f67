import { KubeObject } from '../../kube/types';

const script = `
const http = require('node:http');
http.createServer((request, response) => {
  if (request.url === '/big') return void response.end(Buffer.alloc(20 * 1024 * 1024, 'x'));
  response.end('hello from ' + process.env.WHERE);
}).listen(8080);`;

/**
 * Deployment and Service `server`, which says where it is on port 8080; `/big` answers with 20 MB.
 */
export function serverObjects(where: string, namespace: string): KubeObject[] {
  const labels = { app: 'server' };
  const container = {
    name: 'server',
    image: 'docker.io/library/node:24-alpine',
    command: ['node', '-e', script],
    env: [{ name: 'WHERE', value: where }],
    ports: [{ containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
  };
  const metadata = { name: 'server', namespace };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 8080, targetPort: 8080 }] },
    },
  ];
}
