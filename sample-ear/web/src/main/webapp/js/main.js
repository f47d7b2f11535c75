import { showActivities } from './activity.js';
import { rememberAuthor } from './author.js';
import { byId } from './dom.js';
import { wireEditor } from './editor.js';
import { showInbox, wireUnread } from './inbox.js';
import { showIssue } from './issue.js';
import { listUrl, showList } from './list.js';
import { startLive } from './live.js';
import { go, render, route } from './router.js';
import { showStatistics } from './statistics.js';
import { refreshTotals } from './totals.js';
import { showUploads, stopPolling } from './upload.js';

route(/^\/$/, 'list', async (match, parameters) => {
  const query = parameters.get('q') ?? '';
  byId('search').value = query;
  await showList(query, Math.max(1, Number.parseInt(parameters.get('page') ?? '1', 10) || 1));
});
route(/^\/issue\/(.+)$/, 'none', (match) => showIssue(decodeURIComponent(match[1])));
route(/^\/activity$/, 'activity', showActivities);
route(/^\/inbox$/, 'inbox', showInbox);
route(/^\/statistics$/, 'statistics', showStatistics);
route(/^\/import$/, 'import', async () => {
  await showUploads();
  return stopPolling;
});

byId('search-form').addEventListener('submit', (event) => {
  event.preventDefault();
  go(listUrl(byId('search').value.trim(), 1));
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, textarea, dialog');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId('search').focus();
  }
});
window.addEventListener('hashchange', render);

rememberAuthor();
wireEditor();
wireUnread();
await render();
await refreshTotals();
startLive();
