import * as api from './api.js';
import { author } from './author.js';
import { choose } from './conflict.js';
import { byId } from './dom.js';
import { quiet, say, saySaved } from './messages.js';
import { go } from './router.js';
import { refreshTotals } from './totals.js';

const FIELDS = { title: 'editor-title', type: 'editor-type', text: 'editor-text', fixVersion: 'editor-fix' };
let shown = null;

/** Opens the editor for an issue as it was shown, or for a new one. */
export function openEditor(issue) {
  shown = issue;
  quiet();
  byId('editor-heading').textContent = issue ? `Edit ${issue.key}` : 'New issue';
  fail(null);
  for (const [name, id] of Object.entries(FIELDS)) byId(id).value = issue?.[name] ?? (name === 'type' ? 'Bug' : '');
  byId('editor').showModal();
  byId('editor-title').focus();
}

function fail(error) {
  byId('editor-error').textContent = error ? error.message : '';
  for (const [name, id] of Object.entries(FIELDS)) {
    const isWrong = error?.body?.field === name;
    byId(id).setAttribute('aria-invalid', String(isWrong));
    if (isWrong) byId(id).focus();
  }
}

function written() {
  const details = { author: author(), releaseDate: shown?.releaseDate ?? null };
  for (const [name, id] of Object.entries(FIELDS)) details[name] = byId(id).value;
  return details;
}

async function save() {
  const submit = byId('editor').querySelector('[type=submit]');
  submit.disabled = true;
  fail(null);
  try {
    const details = written();
    const answer = shown
      ? await api.edit(shown.key, { ...details, oid: shown.oid, serial: shown.serial })
      : await api.add(details);
    const wasNew = !shown;
    byId('editor').close();
    await go(`#/issue/${encodeURIComponent(answer.key)}`);
    saySaved(wasNew ? `${answer.key} was added.` : `${answer.key} was saved.`, answer.replays);
    refreshTotals();
  } catch (error) {
    if (error.status === 409 && error.body.error === 'stale') await resolve(error.body);
    else fail(error);
  } finally {
    submit.disabled = false;
  }
}

/**
 * Both versions are there; the user chooses. Whatever is chosen, what counts as shown from now on is theirs. A comment
 * changes the issue too, but takes nothing away from an edit: then there is nothing to choose.
 */
async function resolve(conflict) {
  const isOnlyCommented = [...Object.keys(FIELDS), 'releaseDate'].every(
    (name) => (conflict.theirs[name] ?? '') === (shown[name] ?? ''));
  if (isOnlyCommented) {
    shown = conflict.theirs;
    await save();
    return;
  }
  const choice = await choose(conflict);
  shown = conflict.theirs;
  if (choice === 'mine') {
    await save();
  } else if (choice === 'theirs') {
    byId('editor').close();
    await go(`#/issue/${encodeURIComponent(shown.key)}`);
    say('Their version was kept; nothing was changed.');
  } else {
    // one Escape may have closed both dialogs
    if (!byId('editor').open) byId('editor').showModal();
    byId('editor-title').focus();
  }
}

export function wireEditor() {
  const form = byId('editor-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  byId('editor-cancel').addEventListener('click', () => byId('editor').close());
}
