// The HTTP interface. Every failure is an Error with a message that can be shown.

export class ApiError extends Error {
  constructor(status, body) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached. Is it running? Nothing you wrote is lost; try again.');
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`api/${path}`, options);
  } catch {
    throw new Unreachable();
  }
  const text = await response.text();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // a server that is starting or stopping answers with a page of its own
    if (response.status === 404 || response.status >= 500) throw new Unreachable();
    throw new ApiError(response.status, { message: `The server gave an unexpected answer (${response.status}).` });
  }
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

const json = (method, body) => ({
  method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
});
const at = (key) => `issues/${encodeURIComponent(key)}`;

export const list = (q, offset, limit) => call(`issues?${new URLSearchParams({ q, offset, limit })}`);
export const issue = (key) => call(at(key));
export const add = (details) => call('issues', json('POST', details));
export const edit = (key, details) => call(at(key), json('PUT', details));
export const comment = (key, body) => call(`${at(key)}/comments`, json('POST', body));
export const statistics = () => call('statistics');
export const watch = (key, person, watching) => call(`${at(key)}/watch`, json('PUT', { person, watching }));
export const activities = (limit) => call(`activities?${new URLSearchParams({ limit })}`);
export const inbox = (person) => call(`inbox?${new URLSearchParams({ person })}`);
export const read = (person, upTo) => call('inbox/read', json('PUT', { person, upTo }));
export const mailTo = (person, address) => call('inbox/address', json('PUT', { person, address }));
export const administration = () => call('administration');
const parkedAt = (queue) => `administration/queues/${encodeURIComponent(queue)}/parked`;
export const parked = (queue) => call(parkedAt(queue));
export const resubmitAll = (queue) => call(`${parkedAt(queue)}/resubmit`, json('POST', {}));
export const resubmit = (queue, id) => call(`${parkedAt(queue)}/${id}/resubmit`, json('POST', {}));
export const drop = (queue, id) => call(`${parkedAt(queue)}/${id}`, { method: 'DELETE' });
export const uploads = () => call('uploads');
export const upload = (file) => call(`uploads?${new URLSearchParams({ name: file.name })}`,
  { method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body: file });
