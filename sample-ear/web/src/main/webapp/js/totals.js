import * as api from './api.js';
import { byId, el } from './dom.js';

const LABELS = [['issues', 'issues'], ['comments', 'comments'], ['auditRows', 'audit rows'],
  ['replays', 'replays since start'], ['redeliveries', 'messages redelivered'], ['deadLetters', 'dead letters']];

/** The counts at the foot of the page. */
export async function refreshTotals() {
  try {
    const totals = await api.statistics();
    byId('totals').replaceChildren(...LABELS.map(([name, label]) =>
      el('span', {}, el('b', { 'data-testid': `total-${name}` }, totals[name].toLocaleString('en')), ` ${label}`)));
  } catch (error) {
    byId('totals').textContent = error.message;
  }
}
