import { errorText, logger } from './log';

describe('logger', () => {
  it('writes one object a line, of errors their message alone', () => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation(line => {
      lines.push(String(line));
      return true;
    });
    const error = Object.assign(new Error('refused'), { headers: { authorization: 'Bearer s3' } });
    logger.warn('something failed', { error, count: 3n as any });
    logger.debug('details');
    write.mockRestore();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'warn',
      message: 'something failed',
      error: 'refused',
      count: '3',
    });
  });
});

describe('errorText', () => {
  it('tells the causes, and unwraps what the native client says', () => {
    const native =
      'tonic::transport::Error(Transport, Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })';
    expect(errorText(new Error('no connection', { cause: new Error(native) }))).toBe(
      'no connection: Connection refused',
    );
    expect(errorText('odd')).toBe('odd');
  });
});
