package dev.odb.core.value;

import dev.odb.Persistent;

@Persistent
public class Account {
    public Money money;
    public Money[] more;
    public Object any;
}
