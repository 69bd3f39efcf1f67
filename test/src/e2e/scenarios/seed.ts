import { execFileSync } from 'node:child_process';
import { call, deleteNetwork, networkPath, project } from '../api';
import { Portal } from '../portal';

/** The two calls of the seed's instructions, verbatim but for host and token. */
export function seedScenarios(portal: () => Portal) {
  describe("the seed's calls", () => {
    const curl = (script: string) =>
      JSON.parse(
        execFileSync('bash', ['-c', script], {
          encoding: 'utf8',
          env: {
            ...process.env,
            HOST: `http://127.0.0.1:${portal().settings.backendPort}/api/interconnect`,
            JWT_TOKEN: portal().token,
            PROJECT_NAME: project,
            NETWORK_NAME: 'seed',
          },
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );

    afterAll(() => deleteNetwork(portal(), 'seed'));

    it('creates a network with the minimal body, twice the same', () => {
      const put = `
        cd "$(mktemp -d)"
        cat << EOF > network.json
{"description": "Network for Interconnect", "type": "application-mesh"}
EOF
        curl \${HOST}/v1/projects/\${PROJECT_NAME}/networks/\${NETWORK_NAME} \\
        -X PUT -H "authorization: Bearer \${JWT_TOKEN}" \\
        -H "Content-Type: application/json" \\
        -d @network.json`;
      const first = curl(put);
      expect(first).toMatchObject({
        project,
        name: 'seed',
        generation: 1,
        spec: { description: 'Network for Interconnect', type: 'application-mesh' },
        status: { phase: 'Empty', members: [], services: [] },
      });
      expect(curl(put)).toEqual(first);
    });

    it('lists it', () => {
      const list = curl(`curl \${HOST}/v1/projects/\${PROJECT_NAME}/networks \\
        -H "authorization: Bearer \${JWT_TOKEN}"`);
      expect(Array.isArray(list)).toBe(true);
      expect(list).toContainEqual(
        expect.objectContaining({
          name: 'seed',
          spec: { description: 'Network for Interconnect', type: 'application-mesh' },
          status: expect.objectContaining({ phase: 'Empty' }),
        }),
      );
    });

    it('answers 401 without credentials', async () => {
      const answer = await call(portal(), 'GET', networkPath('seed'), undefined, {
        authorization: '',
      });
      expect(answer.status).toBe(401);
    });

    it('knows the clusters of the configuration, without their credentials', async () => {
      const answer = await call(portal(), 'GET', '/clusters');
      expect(answer.body.map((cluster: { name: string }) => cluster.name)).toEqual(
        expect.arrayContaining(['cluster-1', 'cluster-2', 'cluster-3']),
      );
      expect(JSON.stringify(answer.body)).not.toMatch(/token|certificate|caData/i);
    });
  });
}
