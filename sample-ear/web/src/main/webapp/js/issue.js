import * as api from './api.js';
import { author, onAuthor } from './author.js';
import { byId, el, plural, show, time, typeTag } from './dom.js';
import { openEditor } from './editor.js';
import { manyHands } from './hands.js';
import { listen } from './live.js';
import { complain, quiet, say, sayHands, saySaved } from './messages.js';
import { refreshTotals } from './totals.js';

/** One issue with its comments; says when somebody changes it meanwhile. */
export async function showIssue(key) {
  render(await api.issue(key));
  const ends = [listen((kind, subject) => {
    if (kind === 'activity' && subject === key) tellNews(key);
  }), onAuthor(markWatching)];
  return () => ends.forEach((end) => end());
}

/** Nothing moves under what the user reads or writes: what is new is offered. */
async function tellNews(key) {
  const news = byId('news');
  if (!news) return;
  try {
    const issue = await api.issue(key);
    if (issue.serial === news.dataset.serial) return; // what was just saved here
    news.replaceChildren(el('span', {}, issue.commentCount > Number(news.dataset.comments)
      ? plural(issue.commentCount - Number(news.dataset.comments), 'new comment') : 'This issue was changed.'),
    el('button', { type: 'button', className: 'link', 'data-testid': 'show-news', onclick: () => render(issue) }, 'Show'));
  } catch {
    // a hint only; whatever is done next tells of the error
  }
}

function render(issue) {
  show(`${issue.key} ${issue.title}`,
    el('div', { className: 'heading' },
      el('div', {},
        el('h1', { 'data-testid': 'issue-title' }, issue.title || '(no title)'),
        el('p', { className: 'meta' }, typeTag(issue.type), el('span', { 'data-testid': 'issue-key' }, issue.key),
          el('span', {}, `by ${issue.author}`), time(issue.at),
          issue.fixVersion ? el('span', {}, `fixed in ${issue.fixVersion}`) : null,
          el('span', { 'data-testid': 'watchers', title: issue.watchers.join(', ') },
            issue.watchers.length ? `watched by ${plural(issue.watchers.length, 'person', 'people')}` : 'watched by nobody'),
          issue.releaseDate ? el('span', {}, `released ${issue.releaseDate}`) : null)),
      el('div', { className: 'actions' },
        el('button', { type: 'button', 'data-testid': 'edit-issue', onclick: () => openEditor(issue) }, 'Edit'),
        el('button', { id: 'watch', type: 'button', 'data-testid': 'watch', onclick: () => changeWatching(issue.key) }),
        el('button', { type: 'button', 'data-testid': 'many-hands', onclick: (event) => hands(issue, event.target),
          title: '24 comments at once, to see what conflicts come to' }, 'Many hands'))),
    el('p', { id: 'news', className: 'news', role: 'status', 'data-testid': 'news', 'data-serial': issue.serial,
      'data-comments': String(issue.commentCount) }),
    el('div', { className: 'card body' }, issue.text
      ? el('p', { className: 'text', 'data-testid': 'issue-text' }, issue.text)
      : el('p', { className: 'quiet' }, 'No text.')),
    el('section', { 'aria-labelledby': 'comments-heading' },
      el('h2', { id: 'comments-heading', className: 'below' }, plural(issue.commentCount, 'comment')),
      comments(issue, issue.comments),
      el('div', { className: 'card write' }, commentForm(issue, '', 'Write a comment', 'comment'))));
  watchers = issue.watchers;
  markWatching();
}

let watchers = [];

/** The button says what is so for whoever the user says to be. */
function markWatching() {
  const isWatching = watchers.includes(author());
  byId('watch').setAttribute('aria-pressed', String(isWatching));
  byId('watch').textContent = isWatching ? 'Watching' : 'Watch';
}

async function changeWatching(key) {
  const isWatching = watchers.includes(author());
  quiet();
  try {
    render(await api.watch(key, author(), !isWatching));
    byId('watch').focus();
    say(isWatching ? 'You will not be notified any more.' : 'You will be notified of what others do here.');
  } catch (error) {
    complain(error);
  }
}

async function hands(issue, button) {
  quiet();
  button.disabled = true;
  say('Many hands are writing.');
  const outcome = await manyHands(issue.key);
  try {
    render(await api.issue(issue.key));
    document.querySelector('[data-testid=many-hands]').focus();
    sayHands(outcome);
  } catch (error) {
    complain(error);
  }
  refreshTotals();
}

function comments(issue, all) {
  if (all.length === 0) return null;
  return el('ol', { className: 'comments' }, ...all.map((comment) => {
    const item = el('li', {});
    const reply = el('button', {
      type: 'button', className: 'link', 'data-testid': `reply-${comment.id}`,
      'aria-label': `Reply to comment ${comment.id} by ${comment.author}`,
    }, 'Reply');
    const card = el('article', { className: 'card comment', id: `comment-${comment.id}`, tabIndex: -1,
      'data-testid': `comment-${comment.id}`, 'aria-label': `Comment ${comment.id} by ${comment.author}` },
    el('p', { className: 'meta' }, el('strong', {}, comment.author), time(comment.at),
      comment.commit ? el('code', {}, comment.commit) : null),
    el('p', { className: 'text' }, comment.text), reply);
    reply.addEventListener('click', () => openReply(issue, comment, card, reply));
    item.append(card, comments(issue, comment.comments) ?? '');
    return item;
  }));
}

function openReply(issue, comment, card, button) {
  const form = commentForm(issue, comment.id, `Reply to ${comment.author}`, 'reply');
  const close = () => {
    form.remove();
    button.hidden = false;
    button.focus();
  };
  form.append(el('button', { type: 'button', className: 'link', onclick: close }, 'Cancel'));
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  button.hidden = true;
  card.append(form);
  form.querySelector('textarea').focus();
}

function commentForm(issue, parent, label, testid) {
  const id = `text-${parent || 'issue'}`;
  const text = el('textarea', { id, rows: 3, maxLength: 100000, 'data-testid': `${testid}-text` });
  const submit = el('button', { type: 'submit', className: 'primary', 'data-testid': `${testid}-submit` }, 'Comment');
  const form = el('form', { noValidate: true }, el('label', { for: id }, label), text, submit);
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    quiet();
    submit.disabled = true;
    try {
      const written = await api.comment(issue.key, { author: author(), text: text.value, parent: parent || null });
      render(await api.issue(issue.key));
      saySaved('Your comment was added.', written.replays);
      document.getElementById(`comment-${written.comment}`)?.focus();
      refreshTotals();
    } catch (error) {
      complain(error);
      text.focus();
    } finally {
      submit.disabled = false;
    }
  });
  return form;
}
