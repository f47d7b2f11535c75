package dev.odb.core.record;

import dev.odb.Persistent;

/** One field for whatever is tested, among fields of every primitive type. */
@Persistent
public class Holder {
    public boolean flag;
    public byte tiny;
    public short small;
    public char letter;
    public int number;
    public long big;
    public float real;
    public double precise;
    public Object value;
    public Object other;
}
