/**
 * @jest-environment node
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { smallPng } from '../dev/browser/smallPng';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

/** RGB, two pixels wide; each line with its filter. */
function png(lines: number[][]): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, lines.length, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from(lines.flat()));
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

function chunksOf(file: Buffer): Record<string, Buffer> {
  const chunks: Record<string, Buffer> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const end = at + 8 + file.readUInt32BE(at);
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)));
    chunks[file.toString('latin1', at + 4, at + 8)] = file.subarray(at + 8, end);
  }
  return chunks;
}

it('keeps the picture, with a palette, whatever the filters of its lines', () => {
  const small = smallPng(
    png([
      [0, 10, 20, 30, 200, 100, 50], // as it is
      [1, 10, 20, 30, 190, 80, 20], // less the pixel to the left: 10 20 30, 200 100 50
      [2, 0, 0, 0, 0, 0, 0], // less the pixel above
      [3, 5, 10, 15, 95, 40, 10], // less the mean of both
      [4, 0, 0, 0, 0, 0, 0], // Paeth
    ]),
  );
  const { IHDR, PLTE, IDAT } = chunksOf(small);
  expect([...IHDR]).toEqual([0, 0, 0, 2, 0, 0, 0, 5, 8, 3, 0, 0, 0]);
  const lines = inflateSync(IDAT);
  const colours = [0, 1, 2, 3, 4].map(row =>
    [1, 2].map(x => [...PLTE.subarray(3 * lines[row * 3 + x], 3 * lines[row * 3 + x] + 3)]),
  );
  const both = [
    [10, 20, 30],
    [200, 100, 50],
  ];
  expect(colours).toEqual([both, both, both, both, both]);
});

it('says what it cannot read', () => {
  const file = png([[0, 1, 2, 3, 4, 5, 6]]);
  file[25] = 3; // a palette already
  expect(() => smallPng(file)).toThrow('Only PNG of 8 bit RGB or RGBA');
});
