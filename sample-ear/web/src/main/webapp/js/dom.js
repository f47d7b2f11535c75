// Builds elements. Data only ever becomes text or an attribute, never markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (by names with a dash, "for" and "role") and children; strings become text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.includes('-') || name === 'for' || name === 'role') element.setAttribute(name, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const plural = (count, one, many = one + 's') => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** A time as the reader writes it; 1970 stands for an unknown one. */
export function time(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || date.getTime() === 0) return null;
  return el('time', { dateTime: at, title: at },
    date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }));
}

export const issueLink = (key) => el('a', { href: `#/issue/${encodeURIComponent(key)}` }, key);

export const typeTag = (type) => el('span', { className: 'tag', 'data-type': type }, type);

/** Shows a view: replaces the content, names the page, and puts the focus where reading begins. */
export function show(title, ...content) {
  const main = byId('main');
  main.replaceChildren(...content.filter((part) => part)); // null is no part, and would be shown as a word
  main.removeAttribute('aria-busy');
  document.title = `${title} · Issues`;
}

export function focusHeading() {
  const heading = byId('main').querySelector('h1');
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}
