package dev.odb.core.record;

import java.util.EnumMap;

/** An empty {@link EnumMap} keeps its key type to itself, but names it when a key of another type is put into it. */
final class EnumKeys {
    private enum Probe {
        KEY
    }

    private EnumKeys() {}

    /** The name of the key type, or null if this Java version tells it in another way. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static String typeOfEmpty(EnumMap<?, ?> map) {
        EnumMap copy = map.clone();
        try {
            copy.put(Probe.KEY, null);
        } catch (ClassCastException e) {
            String prefix = Probe.class + " != class ";
            String message = e.getMessage();
            return message != null && message.startsWith(prefix) ? message.substring(prefix.length()) : null;
        }
        return Probe.class.getName();
    }
}
