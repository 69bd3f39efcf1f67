import { cli, FakePortal } from '../__testUtils__/FakePortal';
import { network } from '../__testUtils__/answers';

const portal = new FakePortal({ 'GET /networks': { body: [network(1).body] } });
const complete = async (...typed: string[]) =>
  (await cli(portal, ['complete', '--', ...typed])).out.split('\n').filter(Boolean);

describe('completion', () => {
  it('offers commands, but not what scripts call', async () => {
    expect(await complete('')).toEqual(expect.arrayContaining(['apply', 'rollout', 'help']));
    expect(await complete('comp')).toEqual(['completion']);
    expect(await complete('rollout', 're')).toEqual(['reject', 'retry', 'resume']);
  });

  it('offers options, their values, and the values of places', async () => {
    expect(await complete('apply', '--w')).toEqual(['--wait']);
    expect(await complete('apply', '--ser')).toEqual(['--server']);
    expect(await complete('get', '-o', '')).toEqual(['table', 'json', 'yaml']);
    expect(await complete('get', '-o', 'json', '--pro')).toEqual(['--project']);
    expect(await complete('completion', '')).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    );
  });

  it('knows words that a bash breaks, and options with their value in one', async () => {
    expect(await complete('get', '--output', '=', 'js')).toEqual(['json']);
    expect(await complete('get', '--output', '=')).toEqual(['table', 'json', 'yaml']);
    expect(await complete('get', '--output=ya')).toEqual(['--output=yaml']);
    const server = ['--server', 'http', ':', '//portal.test', ':', '7007'];
    expect(await complete('get', ...server, 'edge')).toEqual(['edge-shop/shop']);
    expect(await complete(...server, 'rollout', 'ret')).toEqual(['retry']);
  });

  it('offers networks where one is wanted, and files by nothing', async () => {
    expect(await complete('get', 'edge')).toEqual(['edge-shop/shop']);
    expect(await complete('-p', 'x', 'rollout', 'watch', '')).toContain('edge-shop/shop');
    expect(await complete('get', 'edge-shop/shop', 'edge')).toEqual([]);
    expect(await complete('apply', '-f', '')).toEqual([]);
  });

  it('offers what it knows when the server is not there', async () => {
    const away = new FakePortal({ 'GET /networks': { status: 0 } });
    expect(await cli(away, ['complete', '--', 'get', ''])).toMatchObject({ code: 0, notes: '' });
  });

  it.each(['bash', 'zsh', 'fish'])('prints what %s needs', async shell => {
    expect((await cli(portal, ['completion', shell])).out).toContain('interconnect complete --');
  });
});
