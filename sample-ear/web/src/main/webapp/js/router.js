import { byId, focusHeading } from './dom.js';
import { complain, quiet, say } from './messages.js';

const routes = [];
let leave = () => {};
let rendering = Promise.resolve();

/** A view for addresses of that form, given the match and the parameters; what it returns is called when it is left. */
export function route(pattern, nav, view) {
  routes.push({ pattern, nav, view });
}

/** Goes to an address and shows it, even if it is the one that is shown. */
export async function go(hash) {
  if (location.hash === hash) return render();
  history.pushState(null, '', hash);
  return render();
}

/** Shows what the address says; one after the other, so that the last address wins. */
export function render() {
  rendering = rendering.then(renderNow);
  return rendering;
}

async function renderNow() {
  const [path, query = ''] = (location.hash || '#/').slice(1).split('?');
  leave();
  leave = () => {};
  quiet();
  say('');
  for (const { pattern, nav, view } of routes) {
    const match = pattern.exec(path);
    if (match) {
      markCurrent(nav);
      byId('main').setAttribute('aria-busy', 'true');
      try {
        const onLeave = await view(match, new URLSearchParams(query));
        if (onLeave) leave = onLeave;
        focusHeading();
      } catch (error) {
        byId('main').removeAttribute('aria-busy');
        complain(error);
      }
      return;
    }
  }
  complain(new Error('There is no such page.'));
}

function markCurrent(nav) {
  for (const link of document.querySelectorAll('[data-nav]')) {
    if (link.dataset.nav === nav) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
