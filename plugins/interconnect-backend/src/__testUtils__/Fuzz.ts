/** Texts that some part of a system does not take as text. */
const texts = [
  '',
  ' ',
  '\0',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e',
  '😀',
  'ß'.repeat(300),
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '${PORT}',
  '{{ .Values.port }}',
  "'; DROP TABLE networks; --",
  'true',
  '8080',
  '1e999',
  '-1',
  '127.0.0.1-127.0.0.2',
  '0.0.0.0/0',
  'kube-system',
  'system:masters',
  'network.app.edge-orchestrator.intel.com/expose-service',
];

const others: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  65536,
  808080,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  [null],
  { '': 1 },
  { length: -1 },
  { then: 1 },
  { toString: 1, valueOf: 1 },
  { kind: 'manifests' },
  { kind: 'helm' },
  { kind: 'helm', chart: './none', values: { a: [{}] } },
];

const keys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'kind', 'items', '', '\0'];

/** What means something in YAML, and what means something elsewhere. */
const marks = [
  ...['[', ']', '{', '}', '&a ', '*a', '- ', '? ', ': ', ':', '|\n', '>\n', '!!binary ', '!x '],
  ...['---\n', '...\n', '%YAML 1.2\n', '<<: *a\n', '#', '"', "'", '\t', '\r', '\n', '\0', '\ufeff'],
  ...['\\u0000', '0777', '0o7', '~', 'yes', '2001-01-01', '.inf', '1_000', '\u2028', '\ud800'],
];

/**
 * Of what is repeated, about in characters: four times in each other they still fit into a body.
 */
const maxSize = 100_000;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 8;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 8;
  for (const [key, inner] of Object.entries(value)) {
    size += key.length + sizeOf(inner);
    if (size > maxSize) return size;
  }
  return size;
}

/** Makes inputs that are wrong in some way, the same ones for the same seed. */
export class Fuzz {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 to `count - 1` (mulberry32). */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * count);
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  /** The value with one to four of its parts changed. */
  value(original: unknown): unknown {
    const root = { value: structuredClone(original) };
    for (let changes = 1 + this.below(4); changes > 0; changes--) {
      this.change(root);
    }
    return root.value;
  }

  /** The text with one to four pieces inserted, taken out or repeated. */
  text(original: string): string {
    let text = original;
    for (let changes = 1 + this.below(4); changes > 0; changes--) {
      text = this.edited(text);
    }
    return text;
  }

  private edited(text: string): string {
    const at = this.below(text.length + 1);
    const end = Math.min(text.length, at + this.below(40));
    const inserted = [
      () => this.one(marks),
      () => this.one(marks).repeat(1 + this.below(200)),
      () => this.one(texts),
      () => text.slice(at, end).repeat(2 + this.below(5)),
      () => '',
    ];
    return text.slice(0, at) + this.one(inserted)() + text.slice(this.one([at, end]));
  }

  private change(root: { value: unknown }): void {
    const places: [Record<string, unknown>, string][] = [[root, 'value']];
    for (let at = 0; at < places.length && places.length < 5000; at++) {
      const [within, name] = places[at];
      const value = within[name];
      if (typeof value === 'object' && value !== null) {
        for (const inner of Object.keys(value)) {
          places.push([value as Record<string, unknown>, inner]);
        }
      }
    }
    const [holder, key] = this.one(places);
    const set = (name: string, value: unknown) =>
      Object.defineProperty(holder, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    this.one([
      () => set(key, structuredClone(this.one(others))),
      () => set(key, this.one(texts)),
      () => set(key, structuredClone(this.one(places)[0])),
      () => set(key, [holder[key]]),
      () => set(key, { [this.one(keys)]: holder[key] }),
      () => set(key, `${typeof holder[key] === 'string' ? holder[key] : ''}${this.one(texts)}`),
      () => set(key, this.nested(1 + this.below(300))),
      () => {
        const most = Math.floor(maxSize / sizeOf(holder[key]));
        const length = Math.min(this.below(300), most);
        set(
          key,
          Array.from({ length }, () => holder[key]),
        );
      },
      () => (holder === root ? set(key, {}) : delete holder[key]),
      () => holder !== root && set(this.one(keys), structuredClone(this.one(others))),
    ])();
  }

  private nested(depth: number): unknown {
    let value: unknown = 1;
    const isList = this.below(2) === 0;
    for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value };
    return value;
  }
}
