import { byId, el } from './dom.js';

const FIELDS = { title: 'Title', type: 'Type', fixVersion: 'Fix version', text: 'Text' };

/** Shows both versions side by side; gives 'mine', 'theirs' or 'edit'. */
export function choose({ message, mine, theirs }) {
  byId('conflict-message').textContent = message;
  fill(byId('mine'), mine, theirs);
  fill(byId('theirs'), theirs, mine);
  const dialog = byId('conflict');
  return new Promise((resolve) => {
    const end = (choice) => {
      dialog.onclose = null;
      dialog.close();
      resolve(choice);
    };
    byId('keep-mine').onclick = () => end('mine');
    byId('take-theirs').onclick = () => end('theirs');
    byId('go-on').onclick = () => end('edit');
    dialog.onclose = () => end('edit');
    dialog.showModal();
    byId('go-on').focus();
  });
}

function fill(list, version, other) {
  list.replaceChildren(...Object.entries(FIELDS).flatMap(([name, label]) => {
    const value = version[name] ?? '';
    const differs = value !== (other[name] ?? '');
    return [el('dt', {}, differs ? `${label} (differs)` : label),
      el('dd', { className: differs ? 'differs' : '' }, value || '(empty)')];
  }));
}
