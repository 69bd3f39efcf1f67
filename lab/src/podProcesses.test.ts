import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { podProcesses } from './podProcesses';

test('reads what node agents have recorded, and nothing else', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lab-pods-'));
  expect(podProcesses(dir)).toEqual([]);
  mkdirSync(join(dir, 'pods'));
  const put = (name: string, content: string) => writeFileSync(join(dir, 'pods', name), content);
  put('0b7c.web.json', '{"pid":11,"startTime":99,"command":["node"],"cluster":"cluster-1"}');
  put('0b7c.side.json.new', '{"pid":12,"startTime":99,"command":["node"]}');
  put('0b7d.web.json', '{"pid":13');
  put('0b7e.web.json', '{"pid":"14","startTime":99}');
  expect(podProcesses(dir)).toEqual([
    { pid: 11, startTime: 99, command: ['node'], podUid: '0b7c', container: 'web' },
  ]);
});
