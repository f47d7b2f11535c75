import * as api from './api.js';
import { el, plural, show, typeTag } from './dom.js';
import { openEditor } from './editor.js';
import { say } from './messages.js';

const LIMIT = 25;

export const listUrl = (query, page) => {
  const parameters = new URLSearchParams();
  if (query) parameters.set('q', query);
  if (page > 1) parameters.set('page', page);
  const text = parameters.toString();
  return text ? `#/?${text}` : '#/';
};

/** A page of all issues, or of those found. */
export async function showList(query, page) {
  const found = await api.list(query, (page - 1) * LIMIT, LIMIT);
  const pages = Math.max(1, Math.ceil(found.total / LIMIT));
  const title = query ? `Search: ${query}` : 'All issues';
  show(title,
    el('div', { className: 'heading' },
      el('div', {},
        el('h1', {}, query ? `Found for “${query}”` : 'All issues'),
        el('p', { className: 'quiet', 'data-testid': 'total' }, plural(found.total, 'issue'))),
      el('button', { type: 'button', className: 'primary', 'data-testid': 'new-issue', onclick: () => openEditor(null) },
        'New issue')),
    found.issues.length ? rows(found.issues) : nothing(query),
    pages > 1 ? pager(query, page, pages) : null);
  if (query) say(`${plural(found.total, 'issue')} found.`);
}

function rows(issues) {
  return el('ul', { className: 'card issues', 'data-testid': 'issues' }, ...issues.map((issue) =>
    el('li', { 'data-testid': 'issue-row', 'data-key': issue.key },
      el('a', { href: `#/issue/${encodeURIComponent(issue.key)}` }, issue.title || '(no title)'),
      el('span', { className: 'count' }, plural(issue.comments, 'comment')),
      el('span', { className: 'meta' }, typeTag(issue.type), el('span', {}, issue.key),
        issue.fixVersion ? el('span', {}, `fixed in ${issue.fixVersion}`) : null))));
}

function nothing(query) {
  return el('div', { className: 'card empty', 'data-testid': 'nothing' },
    query
      ? el('p', {}, 'No issue has all of these words in its title, text or comments.')
      : el('p', {}, 'There are no issues yet. Write the first one, or ',
        el('a', { href: '#/import' }, 'import a file'), '.'));
}

function pager(query, page, pages) {
  const link = (to, text, testid) => (to < 1 || to > pages
    ? el('button', { type: 'button', disabled: true }, text)
    : el('a', { className: 'button', href: listUrl(query, to), 'data-testid': testid }, text));
  return el('nav', { className: 'pages', 'aria-label': 'Pages' },
    link(page - 1, 'Previous', 'previous'),
    el('span', { 'data-testid': 'page' }, `Page ${page} of ${pages}`),
    link(page + 1, 'Next', 'next'));
}
