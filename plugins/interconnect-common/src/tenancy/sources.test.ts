import { ApplicationSource } from '../document/schema';
import { allowed, errorsOf, rule } from './__testUtils__/tenancy';
import { Limits } from './types';

const [application] = allowed().applications!;
const from = (limits: Partial<Limits>, source: ApplicationSource) =>
  errorsOf(limits, { applications: [{ ...application, source }] });
const fromUrl = (limits: Partial<Limits>, url: string) => from(limits, { kind: 'manifests', url });

describe('files', () => {
  it.each([
    [['*'], './examples/a/web.yaml'],
    [['web.yaml'], 'web.yaml'],
    [['web.yaml'], './examples/web.yaml'],
    [['web.yaml'], './/examples//./web.yaml'],
    [['web.yaml'], 'examples%2fweb.yaml'],
    [['50%.yaml'], './50%.yaml'],
    [['{project}/*'], './edge-shop/web.yaml'],
    [['{project}/*'], './examples/edge-shop/a/web.yaml'],
    [['examples'], 'examples'],
  ])('%j has %s', (files, url) => {
    expect(fromUrl({ files }, url)).toEqual([]);
  });

  it.each([
    [['{project}/*'], './web.yaml'],
    [['{project}/*'], './warehouse/web.yaml'],
    [['{project}/*'], './edge-shop/../warehouse/web.yaml'],
    [['{project}/*'], './edge-shop/%2e%2e/warehouse/web.yaml'],
    [['*.yaml'], '../web.yaml'],
    [['*.yaml'], '/etc/web.yaml'],
    [['*.yaml'], 'a\\web.yaml'],
    [[], 'web.yaml'],
  ])('%j has not %s', (files, url) => {
    const [error, ...more] = fromUrl({ files }, url);
    expect(more).toEqual([]);
    expect(error.field).toBe('applications[0].source.url');
    expect(error.message).toBe(
      `project 'edge-shop' may not use this file ${rule('sources.files')}`,
    );
  });
});

describe('addresses', () => {
  it.each([
    [['*'], 'https://anywhere.example.com/web.yaml'],
    [['https://git.example.com'], 'https://git.example.com/a/web.yaml'],
    [['https://git.example.com/'], 'https://GIT.example.com/web.yaml'],
    [['https://git.example.com/{project}/'], 'https://git.example.com/edge-shop/web.yaml'],
    [['https://git.example.com/{project}'], 'https://git.example.com/edge-shop/web.yaml'],
    [['https://git.example.com/web.yaml'], 'https://git.example.com/web.yaml?ref=main'],
    [['https://*.example.com'], 'https://a.git.example.com/web.yaml'],
    [['https://git.example.com:8443'], 'https://git.example.com:8443/web.yaml'],
    [['https://git.example.com:443'], 'https://git.example.com/web.yaml'],
  ])('%j has %s', (urls, url) => {
    expect(fromUrl({ urls }, url)).toEqual([]);
  });

  it.each([
    [[], 'https://git.example.com/web.yaml'],
    [['https://git.example.com'], 'http://git.example.com/web.yaml'],
    [['https://git.example.com'], 'https://git.example.com:8443/web.yaml'],
    [['https://git.example.com'], 'https://git.example.com.evil.org/web.yaml'],
    [['https://git.example.com'], 'https://git.example.com@evil.org/web.yaml'],
    [['https://git.example.com'], 'https://me:secret@git.example.com/web.yaml'],
    [['https://git.example.com/{project}'], 'https://git.example.com/edge-shop-2/web.yaml'],
    [['https://git.example.com/{project}/'], 'https://git.example.com/edge-shop/../other/web.yaml'],
    [
      ['https://git.example.com/{project}/'],
      'https://git.example.com/edge-shop/%2e%2e/other/web.yaml',
    ],
    [
      ['https://git.example.com/{project}/'],
      'https://git.example.com/edge-shop/..%2fother/web.yaml',
    ],
    [
      ['https://git.example.com/{project}/'],
      'https://git.example.com/edge-shop/..%5cother/web.yaml',
    ],
    [['https://*.example.com'], 'https://example.com/web.yaml'],
    [['https://*.example.com'], 'https://evilexample.com/web.yaml'],
    [['https://git.example.com'], 'file:///etc/passwd'],
    [['https://git.example.com'], 'https:'],
  ])('%j has not %s', (urls, url) => {
    const [error, ...more] = fromUrl({ urls }, url);
    expect(more).toEqual([]);
    expect(error.field).toBe('applications[0].source.url');
    expect(error.message).toBe(
      `project 'edge-shop' may not use manifests from this address ${rule('sources.urls')}`,
    );
  });
});

describe('charts', () => {
  const chart = (limits: Partial<Limits>, repository?: string) =>
    from(limits, { kind: 'helm', chart: './edge-shop/web', ...(repository && { repository }) });

  it.each([
    [['*'], 'oci://anywhere.example.com/charts'],
    [['https://charts.example.com'], 'https://charts.example.com/stable'],
    [['oci://ghcr.io/{project}'], 'oci://ghcr.io/edge-shop/charts'],
    [['oci://ghcr.io'], 'oci://GHCR.io/edge-shop'],
  ])('%j has %s', (charts, repository) => {
    expect(chart({ charts }, repository)).toEqual([]);
  });

  it.each([
    [[], 'https://charts.example.com'],
    [['https://ghcr.io'], 'oci://ghcr.io/edge-shop'],
    [['oci://ghcr.io/{project}'], 'oci://ghcr.io/edge-shop-2/charts'],
    [['oci://ghcr.io/{project}'], 'oci://ghcr.io/edge-shop/../warehouse'],
    [['oci://ghcr.io'], 'oci://ghcr.io.evil.org/edge-shop'],
    [['oci://ghcr.io'], 'oci://ghcr.io:5000/edge-shop'],
  ])('%j has not %s', (charts, repository) => {
    expect(chart({ charts }, repository)).toEqual([
      expect.objectContaining({
        field: 'applications[0].source.repository',
        message: `project 'edge-shop' may not use charts of this repository ${rule('sources.charts')}`,
      }),
    ]);
  });

  it('of a folder are files', () => {
    expect(chart({ charts: [], files: ['{project}/*'] })).toEqual([]);
    expect(chart({ files: ['warehouse/*'] })).toEqual([
      expect.objectContaining({ field: 'applications[0].source.chart' }),
    ]);
  });
});

it('applications that are there already may be left out', () => {
  const source = { kind: 'existing', services: ['web'] } as const;
  expect(from({}, { ...source, services: ['web'] })).toEqual([]);
  expect(from({ existing: false }, { ...source, services: ['web'] })).toEqual([
    {
      field: 'applications[0].source.kind',
      message: `project 'edge-shop' may not use applications that are there already ${rule('sources.existing')}`,
      accepted: "'manifests' or 'helm'",
    },
  ]);
});
