import * as api from './api.js';
import { author } from './author.js';

const HANDS = 24;

/**
 * Comments an issue many times at once, as many people would: each comment changes the same object, so most of them
 * conflict. Gives what came of it.
 */
export async function manyHands(key) {
  const begin = performance.now();
  const outcomes = await Promise.allSettled(Array.from({ length: HANDS }, (nothing, hand) =>
    api.comment(key, { author: author(), text: `Hand ${hand + 1} of ${HANDS}`, parent: null })));
  const done = outcomes.filter(({ status }) => status === 'fulfilled').map(({ value }) => value.replays);
  return {
    comments: done.length,
    failed: HANDS - done.length,
    replays: done.reduce((sum, one) => sum + one, 0),
    most: Math.max(0, ...done),
    seconds: (performance.now() - begin) / 1000,
  };
}
