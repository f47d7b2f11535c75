package dev.odb.core.weak;

import dev.odb.Persistent;

@Persistent
public class Photo {
    final String title;

    Photo(String title) {
        this.title = title;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Photo photo && photo.title.equals(title);
    }

    @Override
    public int hashCode() {
        return title.hashCode();
    }
}
