package dev.odb.core.weak;

import dev.odb.Persistent;
import dev.odb.WeakRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@Persistent
public class Album {
    WeakRef<Photo> cover;
    List<WeakRef<Photo>> recent = new ArrayList<>();
    Set<WeakRef<Photo>> chosen = new HashSet<>();
    Photo strong;
}
