package dev.odb.core.model;

import dev.odb.Persistent;
import dev.odb.Resolvable;

/** Says it can merge and then does not. */
@Persistent
public class Stubborn implements Resolvable<Stubborn> {
    public int value;

    @Override
    public Stubborn resolve(Stubborn old, Stubborn committed, Stubborn mine) {
        throw new IllegalStateException("no");
    }
}
