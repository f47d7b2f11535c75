import * as api from './api.js';
import { el, issueLink, plural, show, time } from './dom.js';
import { listen, oneAtATime } from './live.js';
import { complain } from './messages.js';

const WORDS = { added: 'added', edited: 'edited', commented: 'commented' };

/** What happened lately; new activities appear by themselves. */
export async function showActivities() {
  const list = el('ol', { className: 'card issues', 'data-testid': 'activities' });
  const empty = el('div', { className: 'card empty' }, el('p', {}, 'Nothing has happened yet.'));
  const refresh = async (isNews) => {
    const { activities } = await api.activities(100);
    const known = new Set([...list.children].map((item) => item.dataset.version));
    list.replaceChildren(...activities.map((one) => line(one, isNews && !known.has(version(one)))));
    list.hidden = activities.length === 0;
    empty.hidden = activities.length > 0;
  };
  await refresh(false);
  show('Activity', el('div', { className: 'heading' }, el('div', {}, el('h1', {}, 'Activity'),
    el('p', { className: 'quiet' }, 'Who does what, as it is committed. The oldest entries are dropped.'))), empty, list);
  const follow = oneAtATime(() => refresh(true).catch(complain));
  return listen((kind) => {
    if (kind !== 'inbox') follow();
  });
}

const version = (activity) => `${activity.number}/${activity.count}`;

function line(activity, isNew) {
  return el('li', { className: isNew ? 'fresh' : '', 'data-testid': 'activity', 'data-version': version(activity) },
    el('span', {}, el('strong', {}, activity.by || 'somebody'), ` ${words(activity)} `,
      activity.action === 'queued' ? activity.subject : issueLink(activity.subject),
      activity.action !== 'queued' && activity.count > 1 ? ` ${activity.count.toLocaleString('en')} times` : null),
    el('span', { className: 'meta' }, time(activity.at)));
}

const words = (activity) => (activity.action === 'queued'
  ? `queued ${plural(activity.count, 'line')} of` : WORDS[activity.action]);
