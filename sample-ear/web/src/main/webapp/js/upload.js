import * as api from './api.js';
import { el, plural, show } from './dom.js';
import { complain, quiet, say } from './messages.js';
import { refreshTotals } from './totals.js';

const POLL = 1000;
const AGAIN = 3000;
const sending = new Set();
let timer = null;

/** Files and how far they are; looks again while something is going on. */
export async function showUploads() {
  stopPolling();
  const file = el('input', { id: 'file', type: 'file', accept: '.jsonl,.ndjson,.json,application/x-ndjson',
    'data-testid': 'upload-file' });
  const form = el('form', { className: 'card drop', noValidate: true },
    el('label', { for: 'file' }, 'A file with one issue as JSON on each line'), file,
    el('button', { type: 'submit', className: 'primary', 'data-testid': 'upload-start' }, 'Import'),
    el('p', { className: 'quiet' }, 'If the import breaks off, choose the same file again: it goes on where it stopped.'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    quiet();
    if (file.files.length) send(file.files[0]);
    else complain(new Error('Choose a file first.'));
  });
  const cards = el('div', { 'data-testid': 'uploads', 'aria-busy': 'false' });
  show('Import', el('div', { className: 'heading' }, el('h1', {}, 'Import issues')), form, cards);
  await refresh(cards);
}

export function stopPolling() {
  clearTimeout(timer);
  timer = null;
}

async function send(file) {
  const name = `${file.name} ${file.size}`;
  if (sending.has(name)) return;
  sending.add(name);
  say(`Sending ${file.name}.`);
  poll();
  try {
    await sendUntilDone(file);
    say(`${file.name} is queued completely; its issues are being imported.`);
  } catch (error) {
    complain(error);
  } finally {
    sending.delete(name);
    poll();
  }
}

/** A server that went away comes back; the file goes on where it stopped. */
async function sendUntilDone(file) {
  for (;;) {
    try {
      return await api.upload(file);
    } catch (error) {
      if (!(error instanceof api.Unreachable)) throw error;
      say(`The connection broke; ${file.name} goes on as soon as the server is back.`);
      await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
    }
  }
}

function poll() {
  const cards = document.querySelector('[data-testid=uploads]');
  if (cards) {
    stopPolling();
    timer = setTimeout(() => refresh(cards), sending.size ? POLL / 2 : 0);
  }
}

async function refresh(cards) {
  if (!cards.isConnected) return;
  try {
    const uploads = await api.uploads();
    // a report that was opened stays open
    const open = new Set([...cards.querySelectorAll('details[open]')].map((one) => one.dataset.id));
    const focused = document.activeElement?.closest?.('details')?.dataset.id;
    cards.replaceChildren(...uploads.map((upload) => card(upload, open.has(upload.id))));
    if (focused) cards.querySelector(`details[data-id="${focused}"] summary`)?.focus();
    refreshTotals();
    if (sending.size || uploads.some(isGoingOn)) timer = setTimeout(() => refresh(cards), POLL);
  } catch (error) {
    if (sending.size) timer = setTimeout(() => refresh(cards), POLL);
    else complain(error);
  }
}

const done = (upload) => upload.imported + upload.duplicates;
const isGoingOn = (upload) => !upload.complete || done(upload) < upload.queued;

function card(upload, isOpen) {
  const figures = [['lines read', upload.lines], ['queued', upload.queued], ['imported', upload.imported],
    ['bad lines', upload.bad], ['duplicates', upload.duplicates], ['redelivered', upload.redelivered]];
  return el('section', { className: 'card upload', 'data-testid': 'upload', 'data-id': upload.id,
    'data-state': isGoingOn(upload) ? 'going-on' : 'done' },
  el('h2', {}, upload.name),
  bar('Sent', upload.length > 0 ? upload.position / upload.length : Number(upload.complete)),
  bar('Imported', upload.queued ? done(upload) / upload.queued : Number(upload.complete)),
  el('p', { className: 'quiet', 'data-testid': 'upload-state' }, state(upload)),
  el('dl', { className: 'figures' }, ...figures.map(([label, value]) =>
    el('div', {}, el('dt', {}, label), el('dd', { 'data-testid': `upload-${label.replace(' ', '-')}` },
      value.toLocaleString('en'))))),
  upload.problems.length ? report(upload, isOpen) : null);
}

function bar(label, part) {
  const percent = Math.floor(part * 100);
  return el('label', { className: 'quiet' }, `${label} ${percent} %`,
    el('progress', { max: 100, value: percent, 'aria-label': label }));
}

function state(upload) {
  if (!upload.complete) return 'Not sent completely. Choose the same file again to go on, unless it is being sent now.';
  const waiting = upload.queued - done(upload);
  if (waiting > 0) return `${plural(waiting, 'issue')} waiting to be imported.`;
  return 'Everything is imported.';
}

function report(upload, isOpen) {
  const count = upload.bad + upload.duplicates;
  return el('details', { 'data-id': upload.id, open: isOpen },
    el('summary', { 'data-testid': 'upload-problems' },
      `${plural(count, 'line')} not imported${count > upload.problems.length ? `, the first ${upload.problems.length}` : ''}`),
    el('table', {}, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Line'), el('th', { scope: 'col' }, 'Reason'))),
      el('tbody', {}, ...upload.problems.map((problem) => el('tr', { 'data-testid': 'upload-problem' },
        el('td', {}, String(problem.line)), el('td', {}, problem.reason))))));
}
