package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The uploads there have been. */
@Persistent
public class Uploads {
    private BTreeMap<String, Upload> byId = new BTreeMap<>();

    /** Adds one. */
    public void add(Upload upload) {
        byId.put(upload.id(), upload);
    }

    /** The upload of that id. */
    public Optional<Upload> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, newest first. */
    public List<Upload> all() {
        List<Upload> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(Upload::startedAt).reversed());
        return all;
    }
}
