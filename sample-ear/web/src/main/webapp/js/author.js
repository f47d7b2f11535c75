import { byId } from './dom.js';

const KEY = 'author';

/** The name the user goes by; nobody logs in here. */
export const author = () => byId('author').value.trim() || null;

export function rememberAuthor() {
  const input = byId('author');
  try {
    input.value = localStorage.getItem(KEY) ?? '';
    input.addEventListener('change', () => localStorage.setItem(KEY, input.value.trim()));
  } catch {
    input.title = 'This browser does not keep your name.';
  }
}
