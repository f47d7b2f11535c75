package dev.odb.cdi.model;

import java.util.List;

/** What a board can do. */
public interface Notes {
    void add(String note);

    List<String> notes();
}
