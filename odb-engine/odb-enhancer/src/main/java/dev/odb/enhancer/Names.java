package dev.odb.enhancer;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The names of odb-api that enhanced code is bound to, and those the enhancer injects, all with one reserved prefix. */
final class Names {
    static final String PREFIX = "$odb_";
    static final String GETTER = PREFIX + "get_";
    static final String SETTER = PREFIX + "set_";
    static final String DEFAULT = PREFIX + "default_";
    static final String STAND_IN_SUFFIX = "$$OdbStandIn";
    static final String FORMERLY_SUFFIX = "$$OdbFormerly";
    static final int VERSION = 2;

    static final String PERSISTENT = "Ldev/odb/Persistent;";
    static final String ON_LOAD = "Ldev/odb/OnLoad;";
    static final String FORMERLY = "Ldev/odb/Formerly;";
    static final String MOVED_TO = "Ldev/odb/spi/MovedTo;";
    static final String ENHANCED = "Ldev/odb/spi/Enhanced;";
    static final String MANAGED = "dev/odb/spi/Managed";
    static final String OWNER = "dev/odb/spi/Owner";
    static final String HOOKS = "dev/odb/spi/Hooks";
    static final String STAND_INS = "dev/odb/spi/StandIns";
    static final String READER = "dev/odb/spi/StateReader";
    static final String WRITER = "dev/odb/spi/StateWriter";

    static final String STATE = PREFIX + "state";
    static final String WRITE = PREFIX + "write";
    static final String READ = PREFIX + "read";
    static final String CLEAR = PREFIX + "clear";
    static final String LOADED = PREFIX + "loaded";
    static final String GHOST = PREFIX + "ghost";

    static final String GHOST_CONSTRUCTOR = "(Ldev/odb/spi/GhostMark;)V";
    static final String WRITE_DESCRIPTOR = "(L" + WRITER + ";)V";
    static final String READ_DESCRIPTOR = "(L" + READER + ";)V";
    static final String GHOST_DESCRIPTOR = "()L" + MANAGED + ";";
    static final String HOOK_DESCRIPTOR = "(L" + MANAGED + ";)L" + MANAGED + ";";

    static final String CLONE_DESCRIPTOR = "()Ljava/lang/Object;";
    static final String CLONED_DESCRIPTOR = "(Ljava/lang/Object;)Ljava/lang/Object;";

    static final String EQUALS_DESCRIPTOR = "(Ljava/lang/Object;)Z";

    static final String CONSTRUCTOR = "<init>";
    static final String OBJECT = "java/lang/Object";

    /** {@code ObjectState.UNSAVED}: the first state in which a write needs no help. */
    static final int UNSAVED = Opcodes.ICONST_3;

    /** {@code ObjectState.UNREAD}: the last state in which reading a value that may be mutable needs help. */
    static final int UNREAD = Opcodes.ICONST_1;

    private Names() {}

    /** Whether it is the name of a class that the enhancer itself emits. */
    static boolean isEmitted(String className) {
        return className.endsWith(STAND_IN_SUFFIX) || className.endsWith(FORMERLY_SUFFIX);
    }

    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    static String getterDescriptor(String owner, String descriptor) {
        return "(L" + owner + ";)" + descriptor;
    }

    static String setterDescriptor(String owner, String descriptor) {
        return "(L" + owner + ";" + descriptor + ")V";
    }

    /** The suffix of the {@code StateReader} and {@code StateWriter} methods for a type. */
    static String stateMethod(Type type) {
        if (!isPrimitive(type)) {
            return "Object";
        }
        String name = type.getClassName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    static boolean is(int access, int flag) {
        return (access & flag) != 0;
    }
}
