/** The part of an object that every kind has. */
export interface ApiObject {
  metadata?: { name?: string; namespace?: string; resourceVersion?: string };
}

/** The objects of one kind, as last seen. When the API server is away, they stay what they were. */
export class ObjectStore<T extends ApiObject> {
  private readonly objects = new Map<string, T>();
  private readonly listeners: ((now: T | undefined, before: T | undefined) => void)[] = [];

  /** Calls back on every change: made (`before` undefined), changed, gone (`now` undefined). */
  onChange(listener: (now: T | undefined, before: T | undefined) => void): void {
    this.listeners.push(listener);
  }

  get(namespace: string, name: string): T | undefined {
    return this.objects.get(`${namespace}/${name}`);
  }

  list(): T[] {
    return [...this.objects.values()];
  }

  /** Enters what a watch said. */
  set(object: T): void {
    this.enter([object], []);
  }

  /** Enters what a watch said. */
  remove(object: T): void {
    this.enter([], [object]);
  }

  /** Enters a whole listing: what is not in it is gone. */
  replace(objects: T[]): void {
    const keys = new Set(objects.map(keyOf));
    this.enter(
      objects,
      this.list().filter(object => !keys.has(keyOf(object))),
    );
  }

  /** Everything is entered before anybody is told: listeners see a whole picture. */
  private enter(objects: T[], gone: T[]) {
    const changes: [now: T | undefined, before: T | undefined][] = [];
    for (const object of gone) {
      const before = this.objects.get(keyOf(object));
      if (this.objects.delete(keyOf(object))) changes.push([undefined, before]);
    }
    for (const object of objects) {
      const before = this.objects.get(keyOf(object));
      if (before && before.metadata?.resourceVersion === object.metadata?.resourceVersion) continue;
      this.objects.set(keyOf(object), object);
      changes.push([object, before]);
    }
    for (const [now, before] of changes) this.listeners.forEach(tell => tell(now, before));
  }
}

function keyOf({ metadata }: ApiObject): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
