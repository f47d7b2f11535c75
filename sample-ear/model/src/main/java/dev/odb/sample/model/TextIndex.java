package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which entries contain which words. Each word has a sorted set of its own, so that transactions that add different
 * entries change different places of sets that merge; only two that bring in the same new word at once, or split the
 * same bucket, are in conflict. A set that has become empty stays, since removing it could be.
 */
@Persistent
public class TextIndex {
    private BTreeMap<String, BTreeSet<String>> entriesByWord = new BTreeMap<>();

    /** Adds an entry under words; those it has already are left alone. */
    void add(String entry, Set<String> words) {
        for (String word : words) {
            BTreeSet<String> entries = entriesByWord.get(word);
            if (entries == null) {
                entries = new BTreeSet<>();
                entriesByWord.put(word, entries);
            }
            entries.add(entry);
        }
    }

    /** Takes an entry away from words. */
    void remove(String entry, Set<String> words) {
        for (String word : words) {
            BTreeSet<String> entries = entriesByWord.get(word);
            if (entries != null) {
                entries.remove(entry);
            }
        }
    }

    /** The entries that have all the words, sorted; none for no words. */
    List<String> search(Set<String> words) {
        List<BTreeSet<String>> all = new ArrayList<>();
        for (String word : words) {
            BTreeSet<String> entries = entriesByWord.get(word);
            if (entries == null) {
                return List.of();
            }
            all.add(entries);
        }
        return all.isEmpty() ? List.of() : intersection(all);
    }

    /** Leaps from candidate to candidate, so that a rare word makes a frequent one cheap. */
    private static List<String> intersection(List<BTreeSet<String>> sets) {
        List<String> found = new ArrayList<>();
        String candidate = "";
        while (true) {
            String next = agree(sets, candidate);
            if (next == null) {
                return found;
            }
            if (next.equals(candidate)) {
                found.add(candidate);
                candidate = candidate + '\0'; // the least string after it
            } else {
                candidate = next;
            }
        }
    }

    /** The candidate if all sets have it, else a later one that none of the sets leaves out before; null if there is none. */
    private static String agree(List<BTreeSet<String>> sets, String candidate) {
        String furthest = candidate;
        for (BTreeSet<String> set : sets) {
            String next = set.ceiling(furthest);
            if (next == null) {
                return null;
            }
            furthest = next;
        }
        return furthest;
    }
}
