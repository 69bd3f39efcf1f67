import { AuthService, coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  rolloutCommandNames,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { RealAuth, realAuth } from '../__testUtils__/realAuth';
import { networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const approvers = ['group:default/platform-team'];
const service = { token: 'token-of-the-agent' };

describe('what only people can do, with Backstage’s own credentials and a policy that allows all', () => {
  let auth: RealAuth;
  let api: Api;
  let temporal: FakeTemporal;
  let ofAssistant: AuthService;
  let path: string;
  let digest: string;

  /** Stands in for a plugin that acts for people: the scaffolder, MCP. */
  const assistant = createBackendPlugin({
    pluginId: 'assistant',
    register(env) {
      env.registerInit({
        deps: { auth: coreServices.auth },
        async init(deps) {
          ofAssistant = deps.auth;
        },
      });
    },
  });

  const approver = () => auth.userToken('anna', approvers);
  const throughAssistant = async (onBehalfOf: string) => {
    const credentials = await ofAssistant.authenticate(onBehalfOf);
    const issued = await ofAssistant.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'interconnect',
    });
    return issued.token;
  };
  const command = (name: string, token: string) =>
    api.call(
      'post',
      `${path}/${name}`,
      { reason: 'because' },
      { authorization: `Bearer ${token}`, 'interconnect-plan-digest': digest },
    );

  beforeAll(async () => {
    auth = realAuth(
      { handle: async () => ({ result: AuthorizeResult.ALLOW }) },
      { agent: service },
    );
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [...auth.features, assistant],
      root: auth.config,
      config: {
        clusters: [{ name: 'cluster-2', labels: { environment: 'production' } }],
        approval: { clusterLabels: { environment: 'production' }, approvers },
      },
    });
    const token = await throughAssistant(auth.userToken('guest', []));
    const asked = await api.call('put', `${networks}/shop`, shop, {
      authorization: `Bearer ${token}`,
    });
    path = `${networks}/shop/rollouts/${asked.body.rollout.id}`;
    digest = (await api.call('get', path, undefined, { authorization: `Bearer ${approver()}` }))
      .body.planDigest;
  });
  afterAll(async () => {
    await api.stop();
    auth.remove();
  });

  const forPeople = rolloutCommandNames.filter(name => rolloutCommands[name].onlyPeople);

  it.each(forPeople)('a service cannot %s', async name => {
    const { status, body } = await command(name, service.token);
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringMatching(/^Only people can .*, not service:agent$/),
    ]);
  });

  it.each(forPeople)('nothing can %s for a person, not even for an approver', async name => {
    const { status, body } = await command(name, await throughAssistant(approver()));
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringMatching(/yourself, .*: service:plugin:assistant cannot do it for you$/),
    ]);
    expect(temporal.commands).toEqual([]);
  });

  it('tells approvers and the audit through what somebody asked, and who was refused', async () => {
    const authorization = `Bearer ${approver()}`;
    const { body } = await api.call('get', path, undefined, { authorization });
    expect(body).toMatchObject({
      requestedBy: 'user:default/guest',
      through: 'service:plugin:assistant',
    });
    const listed = await api.call('get', `${networks}/shop/rollouts`, undefined, { authorization });
    expect(listed.body).toMatchObject([{ through: 'service:plugin:assistant' }]);
    const [input] = [...temporal.running.values()];
    expect(input).toMatchObject({ through: 'service:plugin:assistant' });
    const audit = await api.call('get', `${networks}/shop/audit`, undefined, { authorization });
    expect(audit.body).toContainEqual(
      expect.objectContaining({
        actor: 'user:default/anna',
        action: 'rollout.approve',
        outcome: 'refused',
        message: expect.stringMatching(/\(through service:plugin:assistant\)$/),
      }),
    );
  });

  it('is done by people themselves', async () => {
    expect((await command('approve', approver())).status).toBe(200);
    expect(temporal.commands).toMatchObject([
      { name: 'approve', command: { by: 'user:default/anna' } },
    ]);
  });
});
