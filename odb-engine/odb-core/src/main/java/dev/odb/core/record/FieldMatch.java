package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import java.util.List;

/**
 * Finds for each field of the application's class the stored one that it is, by name or by declaration. Where two are
 * possible, or where a field seems to have moved within its hierarchy without a word, that is an error.
 */
final class FieldMatch {
    private static final int NONE = -1;

    private final String subject;
    private final List<StoredField> stored;
    private final List<ApplicationField> fields;
    private final int[] sources;
    private final boolean[] taken;
    private final boolean[] takenByName;

    private FieldMatch(String subject, List<StoredField> stored, List<ApplicationField> fields) {
        this.subject = subject;
        this.stored = stored;
        this.fields = fields;
        this.sources = new int[fields.size()];
        this.taken = new boolean[stored.size()];
        this.takenByName = new boolean[stored.size()];
    }

    /**
     * The place among the stored fields of each field, -1 if it was added.
     *
     * @param subject what is read, for messages
     */
    static int[] sources(String subject, List<StoredField> stored, List<ApplicationField> fields) {
        FieldMatch match = new FieldMatch(subject, stored, fields);
        match.byName();
        for (int i = 0; i < fields.size(); i++) {
            match.byDeclaration(i);
        }
        for (int i = 0; i < fields.size(); i++) {
            match.requireNotMoved(i);
        }
        return match.sources;
    }

    private void byName() {
        for (int i = 0; i < sources.length; i++) {
            sources[i] = NONE;
            for (int j = 0; j < stored.size(); j++) {
                if (fields.get(i).isNamed(stored.get(j))) {
                    take(i, j);
                    takenByName[j] = true;
                }
            }
        }
    }

    private void byDeclaration(int i) {
        boolean named = sources[i] != NONE;
        for (int j = 0; j < stored.size(); j++) {
            boolean claimed = fields.get(i).wasNamed(stored.get(j));
            // its own name, while another field of the class has the former one now, is no question
            if (claimed && !(named && takenByName[j])) {
                if (takenByName[j]) {
                    throw RecordMessages.nameReused(subject, fields.get(i), stored.get(j));
                }
                take(i, j);
            }
        }
    }

    private void take(int i, int j) {
        if (sources[i] != NONE) {
            throw RecordMessages.twoSources(subject, fields.get(i), stored.get(sources[i]), stored.get(j));
        }
        sources[i] = j;
        taken[j] = true;
    }

    private void requireNotMoved(int i) {
        ApplicationField field = fields.get(i);
        if (sources[i] != NONE || field.isDeclaredNew()) {
            return;
        }
        for (int j = 0; j < stored.size(); j++) {
            if (!taken[j] && stored.get(j).name().equals(field.name())) {
                throw RecordMessages.movedField(subject, field, stored.get(j));
            }
        }
    }
}
