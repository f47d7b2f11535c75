// What is new at once: a stream of events while the page can be seen. A hidden page has none, since a browser keeps six
// connections to a server for all its tabs; when it is seen again it looks at everything anew.

const listeners = new Set();
let source = null;

/** That listener is called with 'activity' or 'inbox' and its subject, and with 'all' if something may have been missed. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (kind, subject) => listeners.forEach((listener) => listener(kind, subject));

function follow() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source || source.readyState === EventSource.CLOSED) {
    source = new EventSource('api/live');
    source.onopen = () => tell('all', null);
    for (const kind of ['activity', 'inbox']) {
      source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
    }
    // the browser connects again by itself, unless the answer was an error
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
    };
  }
}

/** A function that runs the work, once more if it was called meanwhile, and never twice at once. */
export function oneAtATime(work) {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = false;
    }
  };
}

export function startLive() {
  document.addEventListener('visibilitychange', follow);
  follow();
}
