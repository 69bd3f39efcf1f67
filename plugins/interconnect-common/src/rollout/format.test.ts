import { formatRefusal, rolloutFormat } from './format';

describe('the format of a rollout', () => {
  it('is refused, with which side is too old, when it is not the one that is known', () => {
    expect(formatRefusal({ format: rolloutFormat })).toBeUndefined();
    expect(formatRefusal({ format: 2 })).toBeUndefined();
    expect(formatRefusal({ format: rolloutFormat + 1 })).toMatch(
      /newer version .*format is 4, accepted is 2 to 3\): update this side/,
    );
    expect(formatRefusal({} as { format: number })).toMatch(
      /older version .*format is 1, accepted is 2 to 3\): update the backend/,
    );
  });
});
