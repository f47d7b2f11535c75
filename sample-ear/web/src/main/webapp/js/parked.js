import * as api from './api.js';
import { byId, el, plural, time } from './dom.js';
import { complain, quiet, say } from './messages.js';

/** The tasks that failed for good, of all queues; they can be resubmitted or dropped. */
export function parkedTasks() {
  const list = el('div', {});
  const element = el('section', { className: 'below', 'aria-labelledby': 'parked' },
    el('h2', { id: 'parked' }, 'Parked tasks'), list);
  const self = { element, onChange: () => {} };
  let shown = null;

  self.refresh = async (queues) => {
    const parts = await Promise.all(queues.filter((queue) => queue.parked).map(async (queue) => ({
      queue, tasks: (await api.parked(queue.name)).tasks,
    })));
    const state = JSON.stringify(parts.map(({ queue, tasks }) => [queue.name, queue.parked, tasks]));
    if (state === shown) return; // what is being read or pressed stays
    shown = state;
    list.replaceChildren(...(parts.length ? parts.map(part)
      : [el('p', { className: 'card empty', 'data-testid': 'none-parked' }, 'No task has failed for good.')]));
  };

  async function act(work, text) {
    quiet();
    try {
      await work();
      say(text);
    } catch (error) {
      complain(error);
    }
    await self.onChange();
    byId('parked').tabIndex = -1;
    byId('parked').focus();
  }

  function part({ queue, tasks }) {
    return el('div', {},
      el('p', { className: 'toolbar' }, el('span', {}, `${plural(queue.parked, 'task')} of ${queue.name}`),
        el('button', { type: 'button', 'data-testid': 'resubmit-all',
          onclick: () => act(() => api.resubmitAll(queue.name), `All of ${queue.name} will be tried again.`) },
        'Resubmit all')),
      ...tasks.map((task) => card(queue.name, task)));
  }

  function card(queue, task) {
    const name = task.key ? `for ${task.key}` : task.id;
    return el('article', { className: 'card comment parked', 'data-testid': 'parked-task', 'aria-label': `Task ${name}` },
      el('p', { className: 'meta' }, el('strong', {}, name), el('span', {}, `sent by ${task.sender || 'somebody'}`),
        time(task.sent), el('span', {}, `tried ${plural(task.attempts, 'time')}, last`), time(task.failed)),
      el('p', { className: 'text', 'data-testid': 'parked-reason' }, task.reason),
      el('details', {}, el('summary', {}, 'Task and stack'), el('pre', {}, pretty(task.state)), el('pre', {}, task.stack)),
      el('p', { className: 'buttons' },
        el('button', { type: 'button', className: 'primary', 'data-testid': 'resubmit',
          onclick: () => act(() => api.resubmit(queue, task.id), 'The task will be tried again.') }, 'Resubmit'),
        el('button', { type: 'button', 'data-testid': 'drop', onclick: () => {
          if (window.confirm(`Drop the task ${name}? Nobody will work on it.`)) {
            act(() => api.drop(queue, task.id), 'The task was dropped.');
          }
        } }, 'Drop')));
  }

  return self;
}

function pretty(state) {
  try {
    return JSON.stringify(JSON.parse(state), null, 2);
  } catch {
    return state;
  }
}
