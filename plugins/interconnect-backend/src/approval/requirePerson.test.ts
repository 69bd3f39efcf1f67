import {
  rolloutCommandNames,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import { requirePerson } from './requirePerson';

const anna = { kind: 'user', ref: 'user:default/anna' } as const;
const through = { ...anna, through: 'service:plugin:mcp-actions' };
const agent = { kind: 'service', ref: 'service:external:agent' } as const;

describe('requirePerson', () => {
  it('is about what decides, and about leaving out what failed', () => {
    const forPeople = rolloutCommandNames.filter(name => rolloutCommands[name].onlyPeople);
    expect(forPeople).toEqual(['approve', 'reject', 'skip']);
  });

  it.each(['approve', 'reject', 'skip'] as const)('%s is for people themselves', command => {
    expect(() => requirePerson(command, anna)).not.toThrow();
    expect(() => requirePerson(command, agent)).toThrow(
      /^Only people can .* this rollout, not service:external:agent$/,
    );
    expect(() => requirePerson(command, through)).toThrow(
      /^You have to .* yourself, .*: service:plugin:mcp-actions cannot do it for you$/,
    );
  });

  it.each(rolloutCommandNames.filter(name => !rolloutCommands[name].onlyPeople))(
    '%s is for whoever has the permission',
    command => {
      for (const caller of [anna, agent, through]) {
        expect(() => requirePerson(command, caller)).not.toThrow();
      }
    },
  );
});
