/**
 * What others did: who changes an issue tells it through {@link dev.odb.sample.news.IssueNews}; a task for each person who
 * watches it ends in an inbox and a mail, and the feed of changes becomes the list of activities. {@link
 * dev.odb.sample.news.LiveChanges} says at once that there is something new.
 */
package dev.odb.sample.news;
