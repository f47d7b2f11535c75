package dev.odb.core.objects;

import dev.odb.OnLoad;
import dev.odb.Persistent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A hierarchy with all that inheritance can do to fields and methods. */
final class Creatures {
    private Creatures() {}

    interface Named {
        String name();

        void name(String name);

        /** Fields are reached from here by methods only. */
        default String greeting() {
            return "I am " + name();
        }

        default void shout() {
            name(name() + "!");
        }
    }

    @Persistent
    abstract static class Creature<W extends Comparable<W>> implements Named, Comparable<Creature<W>> {
        private String name;
        protected W weight;
        private int secret = 1;
        transient int heard;

        Creature(String name, W weight) {
            this.name = name;
            this.weight = weight;
        }

        @OnLoad
        void rememberNothing() {
            heard = -1;
        }

        abstract String sound();

        @Override
        public String name() {
            return name;
        }

        @Override
        public void name(String newName) {
            name = newName;
        }

        W weight() {
            return weight;
        }

        int secretOfCreature() {
            return secret;
        }

        @Override
        public int compareTo(Creature<W> other) {
            return weight.compareTo(other.weight);
        }
    }

    /** Persistent as its superclass is; no fields. */
    abstract static class Walker extends Creature<Integer> {
        Walker(String name, int weight) {
            super(name, weight);
        }
    }

    static class Dog extends Walker implements Serializable {
        private static final long serialVersionUID = 7;
        private static int made;

        private final List<Creature<?>> friends = new ArrayList<>();
        private int secret = 2;
        private final String breed;

        {
            made++;
        }

        Dog(String name, String breed) {
            super(name, breed.length());
            this.breed = breed;
        }

        static int made() {
            return made;
        }

        @Override
        String sound() {
            return "wuff";
        }

        /** Narrows the type, so there is a bridge. */
        @Override
        Integer weight() {
            return weight + 1;
        }

        String breed() {
            return breed;
        }

        int secretOfDog() {
            return secret + super.secretOfCreature();
        }

        List<Creature<?>> friends() {
            return friends;
        }
    }

    static final class Puppy extends Dog {
        private int secret = 3;
        private Named mother;

        Puppy(String name, Dog mother) {
            super(name, mother.breed());
            this.mother = mother;
        }

        Named mother() {
            return mother;
        }

        int secretOfPuppy() {
            return secret;
        }

        void touch() {
            secret++;
        }
    }

    /** Nothing to store. */
    @Persistent
    static class Nothing {
        String kind() {
            return "nothing";
        }
    }

    /** Equal by its name. */
    @Persistent
    static class Tag {
        private final String name;

        Tag(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tag tag && tag.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return "#" + name;
        }
    }
}
