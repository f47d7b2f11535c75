package dev.odb.core.model;

import dev.odb.Blob;
import dev.odb.Persistent;

/** A number, a note and a content, which change together. */
@Persistent
public class Sheet {
    public int number;
    public Note note = new Note("");
    public Blob blob = new Blob();
}
