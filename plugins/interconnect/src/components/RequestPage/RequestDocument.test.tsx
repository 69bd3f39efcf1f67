import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readyNetwork, RecordedApi, shopDocument } from '../../../dev/answers';
import { draftKey } from './state/draft';
import { dropDraft, loadDraft, saveDraft } from './state/draftStore';
import { JsonObject } from './state/json';
import { enter, press, renderRequest, step } from './__testUtils__/renderRequest';

const now = '2026-01-01T00:00:00Z';

function address(document: string, more: Record<string, string> = {}) {
  return `?${new URLSearchParams({ project: 'edge-shop', network: 'shop', document, ...more })}`;
}

function textArea(format: string) {
  return screen.findByLabelText<HTMLTextAreaElement>(`Network document (${format})`);
}

async function write(format: string, value: string) {
  const area = await textArea(format);
  await userEvent.click(area);
  fireEvent.change(area, { target: { value } });
}

async function view(name: string) {
  await userEvent.click(await screen.findByRole('radio', { name }));
}

afterEach(() => localStorage.clear());

describe('the document of the request', () => {
  it('is one click away, both ways, and loses nothing that the form does not know', async () => {
    const api = new RecordedApi([]);
    const put = jest.spyOn(api, 'putNetwork');
    const document = {
      namespace: 'interconnect',
      ...shopDocument('Shop', 'cluster-1', ['cluster-2']),
    };
    renderRequest(address(JSON.stringify(document)), api);
    await step('Basics');
    await view('JSON');
    expect(JSON.parse((await textArea('JSON')).value)).toEqual(document);
    await view('YAML');
    const yaml = (await textArea('YAML')).value;
    expect(yaml).toContain('namespace: interconnect\n');
    await write('YAML', yaml.replace('description: Shop', 'description: From YAML'));
    await view('Form');
    await step('Basics');
    expect(screen.getByLabelText(/^Description/)).toHaveValue('From YAML');
    await enter(/^Description/, 'From the form');
    await press(/^4\. Review/);
    await step('Review');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the request');
    await screen.findByText(/now at/);
    expect(put.mock.lastCall?.[1]).toEqual({ ...document, description: 'From the form' });
  });

  it('says in which line a text cannot be read, and stays until it can', async () => {
    renderRequest('?project=edge-shop&network=shop', new RecordedApi([]));
    await view('YAML');
    await write('YAML', 'type: application-mesh\nhub: [a\nspokes: []\n');
    const field = await textArea('YAML');
    expect(field).toHaveAccessibleDescription(/Line 3: \w/);
    for (const name of ['Form', 'JSON']) {
      expect(screen.getByRole('radio', { name })).toBeDisabled();
    }
    await press('Review');
    expect(field).toHaveFocus();

    await write('YAML', 'type: application-mesh\nspokes: all\n');
    expect(field).toHaveAccessibleDescription(/The form cannot show spokes/);
    await write('YAML', 'type: application-mesh\n');
    expect(field).toBeValid();
    await view('Form');
    await step('Basics');
  });

  it('says what is wrong with the lines where it is', async () => {
    renderRequest('?project=edge-shop&network=shop', new RecordedApi([]));
    await view('YAML');
    await write(
      'YAML',
      'type: application-mesh\nhub:\n  cluster: cluster-1\n  loadBalancer:\n    addresses:\n      - nonsense\noops: 1\n',
    );
    const summary = await screen.findByRole('alert');
    expect(summary).toHaveTextContent(/Line 6, hub.loadBalancer.addresses\[0\]: 'nonsense' is not/);
    expect(summary).toHaveTextContent(/Line 7, oops: Is not a known field/);
    await press('Review');
    expect(summary).toHaveFocus();
  });

  it('gives way to the form when a step is opened', async () => {
    renderRequest('?project=edge-shop&network=shop', new RecordedApi([]));
    await view('JSON');
    await textArea('JSON');
    await press(/^2\. Hub and spokes/);
    await step('Hub and spokes');
    expect(screen.getByRole('radio', { name: 'Form' })).toBeChecked();
  });

  it('comes from the address, also when it can only be shown as text', async () => {
    renderRequest(address('{ "hub": "cluster-1" }'), new RecordedApi([]));
    expect(await textArea('JSON')).toHaveAccessibleDescription(/The form cannot show hub/);
    expect(screen.getByLabelText(/^Name/)).toHaveValue('shop');
  });

  it('of the address changes a network that is there', async () => {
    const api = new RecordedApi([readyNetwork('shop', ['cluster-2'], now)]);
    const put = jest.spyOn(api, 'putNetwork');
    const document = shopDocument('From the address', 'cluster-1', ['cluster-3']);
    renderRequest(address(JSON.stringify(document)), api);
    expect(await screen.findByLabelText(/^Description/)).toHaveValue('From the address');
    await press(/^4\. Review/);
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the change');
    await screen.findByText(/now at/);
    expect(put.mock.lastCall?.slice(1)).toEqual([
      document,
      { ifMatch: '"3"', planDigest: expect.any(String) },
    ]);
  });
});

describe('the draft of the request', () => {
  const edit = '?project=edge-shop&network=shop';
  const api = () => new RecordedApi([readyNetwork('shop', ['cluster-2'], now)]);
  const draft = {
    project: 'edge-shop',
    name: 'shop',
    etag: '"3"',
    document: shopDocument('Kept', 'cluster-1', ['cluster-2']) as unknown as JsonObject,
    savedAt: new Date(Date.now() - 5 * 24 * 3_600_000).toISOString(),
  };
  const key = draftKey('edge-shop', 'shop');
  const kept = (): unknown => loadDraft(key);
  beforeEach(() => saveDraft(key, draft));

  it('is kept while it is written, and gone when it was submitted', async () => {
    dropDraft(key);
    renderRequest(edit, api());
    await enter(/^Description/, 'Mine');
    expect(await screen.findByText('A draft is saved in this browser.')).toBeInTheDocument();
    expect(kept()).toMatchObject({ etag: '"3"', document: { description: 'Mine' } });
    await press(/^4\. Review/);
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the change');
    await screen.findByText(/now at/);
    await waitFor(() => expect(kept()).toBeUndefined());
  });

  it('is offered and restored', async () => {
    renderRequest(edit, api());
    expect(await screen.findByText('There is a draft from 5 days ago')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Description/)).toHaveValue('Shop back end for the stores');
    await press('Restore the draft');
    expect(screen.getByLabelText(/^Description/)).toHaveValue('Kept');
    expect(screen.queryByText(/There is a draft/)).not.toBeInTheDocument();
  });

  it('is discarded, and not overwritten before', async () => {
    renderRequest(edit, api());
    await enter(/^Description/, 'Other');
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(kept()).toMatchObject({ document: { description: 'Kept' } });
    await press('Discard the draft');
    expect(screen.getByRole('heading', { name: /^Step \d of 4/ })).toHaveFocus();
    expect(screen.getByLabelText(/^Description/)).toHaveValue('Other');
    await waitFor(() => expect(kept()).toMatchObject({ document: { description: 'Other' } }));
  });

  it('says when the network has been changed since', async () => {
    saveDraft(key, { ...draft, etag: '"2"' });
    renderRequest(edit, api());
    expect(await screen.findByText(/the network has changed since then/)).toBeInTheDocument();
  });

  it('of another network is not offered', async () => {
    renderRequest('?project=edge-shop', api());
    await step('Basics');
    expect(screen.queryByText(/There is a draft/)).not.toBeInTheDocument();
  });
});
