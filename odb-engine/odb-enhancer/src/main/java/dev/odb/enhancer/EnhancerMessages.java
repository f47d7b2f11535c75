package dev.odb.enhancer;

import java.util.Collection;

/** The messages of the enhancer, ODB-8000 to ODB-8899. */
final class EnhancerMessages {
    private EnhancerMessages() {}

    static EnhancementException notEnhanceable(Collection<String> problems) {
        return new EnhancementException("ODB-8000: " + problems.size()
                + " problem(s) keep persistent classes from being enhanced; no class was changed:\n"
                + String.join("\n", problems));
    }

    static String wrongKind(ClassFacts type, String kind) {
        return "ODB-8001: " + type.className() + " is marked @Persistent but is " + kind
                + ". Only classes can be persistent: make it a class, or remove the annotation (records and enums are"
                + " stored by value without it).";
    }

    static String superclassWithFields(ClassFacts type, ClassFacts superclass, Collection<String> fields) {
        return "ODB-8002: " + type.className() + " is persistent but its superclass " + superclass.className()
                + " is not and has the fields " + fields
                + ", which would be lost. Mark the superclass @Persistent too, hold an instance of it in a field, or extend a class without fields.";
    }

    static String noSuperConstructor(ClassFacts type, ClassFacts superclass) {
        return "ODB-8003: " + type.className() + " is persistent but its superclass " + superclass.className()
                + " has no constructor without parameters that it may call, so an object cannot be made when it is"
                + " loaded. Add one to the superclass, public or protected, or mark the superclass @Persistent.";
    }

    static String wrongOnLoad(ClassFacts type, MethodFacts method) {
        return "ODB-8004: The @OnLoad method " + method.name() + method.descriptor() + " of " + type.className()
                + " is static or has parameters. Make it an instance method without parameters.";
    }

    static String otherVersion(ClassFacts type) {
        return "ODB-8005: " + type.className() + " was enhanced for version " + type.stamp()
                + " of the contract, this enhancer is for version " + Names.VERSION
                + ". Make a clean build; if the class comes from a library, use one that was built with this version of"
                + " ODB.";
    }

    static String reservedName(ClassFacts type, String member) {
        return "ODB-8006: " + type.className() + " declares '" + member + "', but names that begin with '"
                + Names.PREFIX + "' are reserved for the enhancer. Rename it.";
    }

    static String superclassNotFound(ClassFacts type, String superclass) {
        return "ODB-8007: " + Names.dotted(superclass) + ", a superclass of the persistent class " + type.className()
                + ", is not on the class path of the enhancer. Add the dependency that holds it.";
    }

    static String notEnhanced(ClassFacts type, ClassFacts user) {
        return "ODB-8008: " + user.className() + " extends or accesses the persistent class " + type.className()
                + ", which was not enhanced. Build the module that holds it with the enhancer; if it is this module,"
                + " make a clean build.";
    }

    static String nameTaken(ClassFacts type, String formerName) {
        return "ODB-8660: " + type.className() + " is declared @Formerly(\"" + formerName
                + "\"), but there is a class of that name again, so a record does not tell which of the two is meant."
                + " Give the other class a name that was not used before; if it is only left over from an earlier build, make a"
                + " clean one.";
    }
}
