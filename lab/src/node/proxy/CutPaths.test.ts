import { CutPaths } from './CutPaths';

const isEgress = (address: string) => address.startsWith('127.230.0.');

describe('CutPaths', () => {
  it('cuts what comes from a spoke that is cut off, and nothing else', () => {
    const hub = new CutPaths('127.230.0.1', isEgress);
    hub.add('127.230.0.2');
    expect(hub.isCut('127.230.0.2')).toBe(true);
    expect(hub.isCut('127.230.0.3')).toBe(false);
    expect(hub.isCut('127.0.0.1')).toBe(false);
    expect(hub.list()).toEqual(['127.230.0.2']);
    hub.remove('127.230.0.2');
    expect(hub.isCut('127.230.0.2')).toBe(false);
  });

  it('lets nobody outside in when its own cluster is cut off, but leaves its own connections alone', () => {
    const spoke = new CutPaths('127.230.0.2', isEgress);
    spoke.add('127.230.0.2');
    expect(spoke.isCut('127.230.0.3')).toBe(true);
    expect(spoke.isCut('127.230.0.2')).toBe(false);
    expect(spoke.isCut('127.0.0.1')).toBe(false);
  });
});
