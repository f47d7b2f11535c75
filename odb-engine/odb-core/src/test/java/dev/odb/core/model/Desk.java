package dev.odb.core.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Some sheets. */
@Persistent
public class Desk {
    public static final int SHEETS = 6;

    public final List<Sheet> sheets = new ArrayList<>();

    public Desk() {
        for (int i = 0; i < SHEETS; i++) {
            sheets.add(new Sheet());
        }
    }
}
