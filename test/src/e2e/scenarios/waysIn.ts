import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { deleteNetwork, project } from '../api';
import { differenceOf } from '../difference';
import { Portal } from '../portal';
import { callPlugin, endOfTask, removeComponent, startTemplate } from '../scaffolder';
import { waitFor } from '../waitFor';

const name = 'greeter';

/** The template of the demo and an agent, against the product: docs/templates.md, docs/agents.md. */
export function waysInScenarios(portal: () => Portal) {
  describe('a template and an agent', () => {
    let agent: Client;
    const tool = async (action: string, given: object): Promise<any> => {
      const answer = await agent.callTool({
        name: `interconnect.${action}`,
        arguments: { project, network: name, ...given },
      });
      return answer.isError ? answer.content : answer.structuredContent;
    };
    let before: Record<string, string[]>;
    let task: string;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      const { settings, token } = portal();
      const url = new URL(`http://127.0.0.1:${settings.backendPort}/api/mcp-actions/v1`);
      const requestInit = { headers: { authorization: `Bearer ${token}` } };
      agent = new Client({ name: 'end-to-end', version: '1' });
      await agent.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    });
    afterAll(async () => {
      await agent?.close();
      removeComponent(name);
    });

    it('the template makes a component and asks for its network', async () => {
      task = await startTemplate(portal(), { name, server: 'cluster-1', client: 'cluster-2' });
      expect(task).toEqual(expect.any(String));
    });

    it('the agent sees it being done, and is told what it may not', async () => {
      await waitFor(async () => (await tool('list-rollouts', {})).rollouts?.length > 0);
      const { networks } = await tool('list-networks', {});
      expect(networks).toContainEqual(
        expect.objectContaining({ network: name, hub: 'cluster-1', spokes: ['cluster-2'] }),
      );
      const wrong = await tool('plan-network', { document: { type: 'mesh' } });
      expect(JSON.stringify(wrong)).toContain('accepted');
    });

    it('the template ends when the links are up, and clients reach the component', async () => {
      const { status, output, log } = await endOfTask(portal(), task);
      expect([status, output]).toEqual(['completed', { links: expect.any(Array) }]);
      expect(log).toMatch(/Running: \d+ of \d+ steps are done/);

      const network = await tool('get-network', {});
      const [address] = network.status.services[0].addresses;
      expect((await portal().lab.curl('cluster-2', address)).body).toBe('hello\n');
      await waitFor(async () => {
        const path = `/catalog/entities/by-name/component/default/${name}`;
        return (await callPlugin(portal(), path)).status === 200;
      });
    });

    it('everybody can read through what it was asked for', async () => {
      const { document, etag } = await tool('get-network', {});
      const description = 'An agent says what it is for';
      const changed = { ...document, description };
      const { digest, steps } = await tool('plan-network', { document: changed });
      expect(steps).toEqual([]);
      const asked = { document: changed, ifMatch: etag, planDigest: digest };
      expect(await tool('request-network', asked)).toMatchObject({ generation: 2 });

      const [{ id }] = (await tool('list-rollouts', {})).rollouts;
      expect(await tool('get-rollout', { rollout: id })).toMatchObject({
        requestedBy: 'user:default/guest',
        through: 'service:plugin:scaffolder',
        state: 'Succeeded',
      });
      const { entries } = await tool('list-audit', {});
      const asker = (action: string, through: string) =>
        expect.objectContaining({
          ...{ action, actor: 'user:default/guest' },
          message: expect.stringContaining(`through service:plugin:${through}`),
        });
      expect(entries).toContainEqual(asker('rollout.started', 'scaffolder'));
      expect(entries).toContainEqual(asker('network.update', 'mcp-actions'));
      await waitFor(async () => (await tool('diagnose-network', {})).findings.length === 0);
    });

    it('leaves no trace on any cluster when it is deleted', async () => {
      await deleteNetwork(portal(), name);
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });
  });
}
