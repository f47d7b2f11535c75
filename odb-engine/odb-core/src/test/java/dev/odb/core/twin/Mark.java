package dev.odb.core.twin;

import java.util.List;

/** A record with a mutable part. */
record Mark(int number, String text, List<Object> tags) {}
