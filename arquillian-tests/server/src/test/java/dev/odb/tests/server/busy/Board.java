package dev.odb.tests.server.busy;

import dev.odb.BTreeMap;
import dev.odb.Blob;
import dev.odb.Counter;
import dev.odb.Persistent;
import dev.odb.PersistentMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A root with a value of each kind; all changes of it conflict, since they count. */
@Persistent
public class Board {
    private static final int KEPT = 20;

    private int count;
    private List<Note> notes = new ArrayList<>();
    private Map<String, Note> byText = new HashMap<>();
    private Set<Mood> moods = new HashSet<>();
    private Map<Mood, Integer> byMood = new EnumMap<>(Mood.class);
    private Map<DayOfWeek, Place> places = new TreeMap<>();
    private byte[] bytes = {1, 2, 3};
    private Tag tag = new Tag();
    private Blob file = new Blob();
    private Counter visits = new Counter();
    private PersistentMap<Place, Note> persistent = new PersistentMap<>();
    private BTreeMap<Integer, Note> tree = new BTreeMap<>();

    /** Changes everything. */
    public void add(String text) throws IOException {
        Mood mood = Mood.values()[count % Mood.values().length];
        DayOfWeek day = DayOfWeek.of(count % 7 + 1);
        Note note = new Note(text, Instant.now(), mood);
        Place place = new Place(count % KEPT, day);
        notes.add(note);
        if (notes.size() > KEPT) {
            byText.remove(notes.remove(0).text());
        }
        byText.put(text, note);
        moods.add(mood);
        byMood.merge(mood, 1, Integer::sum);
        places.put(day, place);
        bytes[count % bytes.length]++;
        tag.text = text;
        try (var out = file.write()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        visits.add(1);
        persistent.put(place, note);
        tree.put(count % KEPT, note);
        count++;
    }

    /** Counts what was heard of. */
    void heard(int objects) {
        visits.add(objects);
    }

    /** Looks at everything. */
    public long look() throws IOException {
        long seen = count + visits.get() + bytes[0] + tag.text.length();
        for (Note note : notes) {
            seen += note.text().length() + note.mood().ordinal();
        }
        try (var in = file.read()) {
            seen += in.readAllBytes().length;
        }
        return seen + byText.size() + moods.size() + byMood.size() + places.size() + persistent.size() + tree.size();
    }
}
