import { byId } from './dom.js';

const KEY = 'author';

/** The name the user goes by; nobody logs in here. */
export const author = () => byId('author').value.trim() || null;

/** That listener is called when the user says another name. */
export function onAuthor(listener) {
  byId('author').addEventListener('change', listener);
  return () => byId('author').removeEventListener('change', listener);
}

export function rememberAuthor() {
  const input = byId('author');
  try {
    input.value = localStorage.getItem(KEY) ?? '';
    input.addEventListener('change', () => localStorage.setItem(KEY, input.value.trim()));
  } catch {
    input.title = 'This browser does not keep your name.';
  }
}
