import { byId, el, plural } from './dom.js';

/** Says what happened; screen readers read it out. */
export function say(text) {
  byId('status').textContent = text;
}

/** Says what was saved and how often the server had to run it again. */
export function saySaved(text, replays) {
  const status = byId('status');
  const repeated = replays === 0 ? 'No replay was needed.' : `Replayed ${plural(replays, 'time')} after conflicts.`;
  status.replaceChildren(`${text} `,
    el('span', { 'data-testid': 'replays', 'data-replays': String(replays), className: 'quiet' }, repeated));
}

/** Says what came of many hands. */
export function sayHands({ comments, failed, replays, most, seconds }) {
  byId('status').replaceChildren(`${plural(comments, 'comment')} on one object at once in ${seconds.toFixed(1)} s: `,
    el('span', { 'data-testid': 'hands-replays', 'data-replays': String(replays) },
      `${plural(replays, 'replay')}, at most ${most} for one of them; `),
    el('span', { 'data-testid': 'hands-failed' },
      failed ? `${failed} were refused after all replays.` : 'nobody saw a conflict.'));
}

/** Shows an error until it is dismissed or something succeeds. */
export function complain(error) {
  byId('status').textContent = '';
  byId('alert').replaceChildren(
    el('span', {}, error.message),
    el('button', { type: 'button', className: 'link', onclick: quiet }, 'Dismiss'));
}

export function quiet() {
  byId('alert').replaceChildren();
}
