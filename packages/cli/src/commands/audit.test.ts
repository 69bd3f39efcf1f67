import { defaultRules, limitsOf } from '@interconnect/backstage-plugin-interconnect-common';
import { Answer, cli, FakePortal } from '../__testUtils__/FakePortal';

describe('audit export', () => {
  const log = 'GET /projects/edge-shop/audit/export';
  const limits = 'GET /projects/edge-shop/limits';
  const begin = '{"type":"export","project":"edge-shop"}';
  const answer = (...lines: string[]) => ({
    ...{ text: `${lines.join('\n')}\n`, headers: { 'content-type': 'application/x-ndjson' } },
  });
  const exported = (answers: Record<string, Answer>) =>
    cli(new FakePortal(answers), ['audit', 'export', 'edge-shop']);

  it('hands out the log of a project, also of one that is gone', async () => {
    const entry = '{"type":"entry","entry":{}}';
    const gone = { [log]: answer(begin, entry) };
    expect(await exported(gone)).toEqual({ code: 0, out: `${begin}\n${entry}`, notes: '' });
  });

  it('tells an empty log from a project that never was', async () => {
    const fresh = {
      [log]: answer(begin),
      [limits]: { body: limitsOf(defaultRules, 'edge-shop') },
    };
    expect(await exported(fresh)).toEqual({ code: 0, out: begin, notes: '' });
    const never = await exported({ [log]: answer(begin) });
    expect(never).toEqual({ code: 1, out: '', notes: `${limits} is not there` });
  });
});
