package dev.odb.core.objects;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Holds anything. */
@Persistent
class Box {
    Object value;
    int[] numbers;
    List<Object> list = new ArrayList<>();
    Box next;
}
