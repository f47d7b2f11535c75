package dev.odb.core.objects;

import dev.odb.OnLoad;
import dev.odb.Persistent;

/** An object whose loads can be counted. */
@Persistent
class Thing {
    static int made;

    private String text;
    private Thing next;
    private transient int loads;

    Thing(String text) {
        made++;
        this.text = text;
    }

    @OnLoad
    void loaded() {
        loads++;
    }

    String text() {
        return text;
    }

    void text(String newText) {
        text = newText;
    }

    Thing next() {
        return next;
    }

    void next(Thing thing) {
        next = thing;
    }

    int loads() {
        return loads;
    }
}
