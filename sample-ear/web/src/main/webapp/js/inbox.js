import * as api from './api.js';
import { author, onAuthor } from './author.js';
import { byId, el, issueLink, plural, show, time } from './dom.js';
import { listen, oneAtATime } from './live.js';
import { complain, quiet, say } from './messages.js';

/** The number beside the link to the inbox; kept up to date on all pages. */
export function wireUnread() {
  const refresh = oneAtATime(async () => {
    try {
      badge(author() ? (await api.inbox(author())).unread : 0);
    } catch {
      badge(0); // the page that is shown tells of errors
    }
  });
  onAuthor(refresh);
  listen((kind, subject) => {
    if (kind === 'all' || (kind === 'inbox' && subject === author())) refresh();
  });
}

function badge(unread) {
  byId('unread').textContent = unread > 0 ? unread.toLocaleString('en') : '';
  byId('nav-inbox').setAttribute('aria-label', unread > 0 ? `Inbox, ${unread} unread` : 'Inbox');
}

/** The messages of whoever the user says to be. */
export async function showInbox() {
  const content = el('div', {});
  let fields = null; // of whoever they were made for, so that a message that comes does not disturb writing
  const refresh = async () => {
    const person = author();
    if (!person) {
      fields = null;
      content.replaceChildren(el('div', { className: 'card empty', 'data-testid': 'inbox-nobody' },
        el('p', {}, 'Say who you are at the top of the page.')));
      return;
    }
    render(await api.inbox(person));
  };
  const render = (inbox) => {
    badge(inbox.unread);
    if (fields?.person !== inbox.person) {
      fields = { person: inbox.person, form: addressForm(inbox), list: el('div', {}) };
      content.replaceChildren(fields.list, fields.form);
    }
    const focused = document.activeElement?.dataset?.testid;
    fields.list.replaceChildren(messages(inbox, render));
    if (focused === 'read-all') fields.list.querySelector('[data-testid=read-all]')?.focus();
  };
  await refresh();
  show('Inbox', el('div', { className: 'heading' }, el('div', {}, el('h1', {}, 'Inbox'),
    el('p', { className: 'quiet' }, 'What others did with issues that you watch. You watch what you write or comment.'))),
  content);
  const follow = oneAtATime(() => refresh().catch(complain));
  const ends = [onAuthor(follow), listen((kind, subject) => {
    if (kind === 'all' || (kind === 'inbox' && subject === author())) follow();
  })];
  return () => ends.forEach((end) => end());
}

function messages(inbox, render) {
  if (inbox.messages.length === 0) {
    return el('div', { className: 'card empty', 'data-testid': 'inbox-empty' },
      el('p', {}, `There is nothing for ${inbox.person} yet.`));
  }
  return el('div', {},
    el('p', { className: 'toolbar' },
      el('span', { 'data-testid': 'inbox-unread' }, inbox.unread ? `${plural(inbox.unread, 'message')} unread` : 'All read'),
      el('button', { type: 'button', 'data-testid': 'read-all', disabled: inbox.unread === 0,
        onclick: () => read(inbox, render) }, 'Mark all as read')),
    el('ol', { className: 'card issues' }, ...inbox.messages.map((message) =>
      el('li', { className: message.read ? '' : 'unread', 'data-testid': 'message', 'data-read': String(message.read) },
        el('span', { className: 'text' }, message.read ? null : el('span', { className: 'hidden' }, 'Unread: '),
          el('strong', {}, message.by), ` ${message.text}`),
        el('span', { className: 'meta' }, issueLink(message.issue), time(message.at))))));
}

async function read(inbox, render) {
  try {
    render(await api.read(inbox.person, inbox.messages[0].number));
    quiet();
  } catch (error) {
    complain(error);
  }
}

function addressForm(inbox) {
  const input = el('input', { id: 'address', type: 'email', maxLength: 201, autocomplete: 'email',
    value: inbox.address ?? '', placeholder: 'no mail', 'data-testid': 'address' });
  const form = el('form', { className: 'card drop below', noValidate: true },
    el('label', { for: 'address' }, 'Send them to me by mail, too'), input,
    el('button', { type: 'submit', 'data-testid': 'address-save' }, 'Save address'),
    el('p', { className: 'quiet' }, 'Mail is put into the folder "mail" of the sample’s data. To an address that ends in'
      + ' .invalid it fails, and waits on the page Statistics for somebody to look after it.'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    quiet();
    try {
      const saved = await api.mailTo(inbox.person, input.value);
      say(saved.address ? `Mail goes to ${saved.address}.` : 'No mail is sent.');
    } catch (error) {
      complain(error);
      input.focus();
    }
  });
  return form;
}
