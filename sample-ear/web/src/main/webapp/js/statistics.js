import * as api from './api.js';
import { el, issueLink, plural, show, time } from './dom.js';
import { complain } from './messages.js';
import { parkedTasks } from './parked.js';

const PERIOD = 2000;
const number = (value) => value.toLocaleString('en', { maximumFractionDigits: 1 });
const simple = (className) => className.slice(className.lastIndexOf('.') + 1) || '(gone)';

/** What the database does; looks again every two seconds while it can be seen. */
export async function showStatistics() {
  const figures = el('div', {});
  const details = el('div', {});
  const parked = parkedTasks();
  let timer = null;
  const refresh = async () => {
    const all = await api.administration();
    figures.replaceChildren(overview(all), queues(all.queues));
    details.replaceChildren(conflicts(all), subscriptions(all.subscriptions), forces(all));
    await parked.refresh(all.queues);
  };
  const again = async () => {
    if (!figures.isConnected) return;
    if (!document.hidden) await refresh().catch(complain);
    if (figures.isConnected) timer = setTimeout(again, PERIOD);
  };
  parked.onChange = () => refresh().catch(complain);
  await refresh();
  show('Statistics', el('div', { className: 'heading' }, el('div', {}, el('h1', {}, 'Statistics'),
    el('p', { className: 'quiet' }, 'What the object database has done since it was opened. Refreshes itself.'))),
  figures, parked.element, details);
  timer = setTimeout(again, PERIOD);
  return () => clearTimeout(timer);
}

const part = (id, heading, ...content) => el('section', { className: 'card body below', 'aria-labelledby': id },
  el('h2', { id }, heading), ...content);

function overview(all) {
  const figures = [['committed', all.committed], ['readOnly', all.readOnly], ['rolledBack', all.rolledBack],
    ['conflicts', all.conflicts], ['replays', all.replays], ['exhausted', all.exhausted], ['merged', all.merged],
    ['commitsPerForce', all.commitsPerForce]];
  const labels = { committed: 'transactions', readOnly: 'only read', rolledBack: 'rolled back', conflicts: 'conflicts',
    replays: 'replays', exhausted: 'given up', merged: 'changes merged', commitsPerForce: 'commits per forced write' };
  return part('overview', 'Transactions',
    el('dl', { className: 'tiles' }, ...figures.map(([name, value]) => el('div', {},
      el('dd', { 'data-testid': `figure-${name}` }, number(value)), el('dt', {}, labels[name])))),
    el('p', { className: 'quiet' }, 'Since ', time(all.since)));
}

function forces(all) {
  return part('forces', 'Group commit',
    el('p', { className: 'quiet' }, `${plural(all.forces, 'forced write')} of the log; transactions that commit at the same`
      + ' time share one.'),
    table('force', ['Commits in one write', 'Writes'],
      all.forcesBySize.filter(({ count }) => count).map(({ name, count }) => [name, number(count)])));
}

function conflicts(all) {
  if (all.conflicts === 0) {
    return part('conflicts', 'Conflicts', el('p', { className: 'quiet', 'data-testid': 'no-conflicts' },
      'None. Open an issue and press “Many hands” to see some, and that nobody is bothered by them.'));
  }
  return part('conflicts', 'Conflicts',
    table('conflicts-by-class', ['Class', 'Lost'], all.byClass.map(({ name, count }) => [simple(name), number(count)])),
    el('h3', { className: 'below' }, 'Hot objects'),
    table('hot-objects', ['Object', 'Lost'], all.hot.map((one) => [
      one.issue ? issueLink(one.issue) : `${simple(one.className)} ${one.oid}`, number(one.lost)])));
}

function queues(all) {
  return part('queues', 'Task queues', table('queue', ['Queue', 'Waiting', 'Not due yet', 'Worked on', 'Parked'],
    all.map((queue) => [queue.name, number(queue.waiting), number(queue.delayed), number(queue.claimed),
      number(queue.parked)])));
}

function subscriptions(all) {
  return part('subscriptions', 'Subscriptions to changes', table('subscription', ['Name', 'Listener', 'To be told', 'Behind'],
    all.map((one) => [one.name, one.open ? 'there' : 'not there', number(one.waiting),
      one.waiting ? `${number(one.lagMillis / 1000)} s` : 'nothing'])));
}

function table(testid, heads, rows) {
  return el('div', { className: 'scroll' }, el('table', { className: 'numbers' },
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', { 'data-testid': testid }, ...cells.map((cell) => el('td', {}, cell)))))));
}
