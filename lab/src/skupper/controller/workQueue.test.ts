import { createWorkQueue } from './workQueue';

it('does what waits under one key once, one thing after the other, and nothing before it is started', async () => {
  const done: string[] = [];
  let busy = 0;
  const queue = createWorkQueue(
    async key => {
      busy += 1;
      expect(busy).toBe(1);
      await new Promise(resolve => setTimeout(resolve, 5));
      done.push(key);
      busy -= 1;
    },
    () => {},
  );
  ['a', 'b', 'a'].forEach(queue.add);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(done).toEqual([]);
  queue.start();
  await queue.idle();
  expect(done).toEqual(['a', 'b']);
});

it('does again what was asked for while it was done', async () => {
  let count = 0;
  const queue = createWorkQueue(
    async key => {
      count += 1;
      if (count === 1) queue.add(key);
    },
    () => {},
  );
  queue.start();
  queue.add('a');
  await queue.idle();
  expect(count).toBe(2);
});

it('tries five times again what failed, then drops it', async () => {
  const errors: string[] = [];
  const queue = createWorkQueue(
    async () => {
      throw new Error('no');
    },
    (key, { message }) => errors.push(`${key}: ${message}`),
  );
  queue.start();
  queue.add('a');
  await queue.idle();
  expect(errors).toEqual(Array(6).fill('a: no'));
});
