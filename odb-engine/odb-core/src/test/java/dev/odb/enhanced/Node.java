package dev.odb.enhanced;

import dev.odb.OnLoad;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Has a field of every kind and visibility. */
@Persistent
public class Node {
    private boolean flag;
    private byte tiny;
    private short small;
    private char letter;
    private float ratio;
    int count;
    protected long total;
    public double weight;
    protected String name;
    private final String tag;
    private int[] numbers = new int[3];
    protected Object link;
    private List<String> words = new ArrayList<>();
    private transient int hash;
    private transient int loads;

    public Node(String name) {
        this(name, name == null ? "none" : "tag-" + name);
    }

    protected Node(String name, String tag) {
        this.name = name;
        this.tag = tag;
        this.hash = tag.hashCode();
    }

    @OnLoad
    private void rehash() {
        hash = tag.hashCode();
        loads++;
    }

    void fill() {
        flag = true;
        tiny = 1;
        small = 2;
        letter = 'c';
        ratio = 0.5f;
        count = 3;
        total = 1L << 40;
        weight = 2.5;
        numbers[1] = 7;
        words.add("word");
    }

    public void setLink(Object link) {
        this.link = link;
    }

    public Object link() {
        return link;
    }

    public String name() {
        return name;
    }

    public String tag() {
        return tag;
    }

    public int hash() {
        return hash;
    }

    public int loads() {
        return loads;
    }

    void touchHash() {
        hash++;
    }

    int compute() {
        count++;
        int before = count++;
        total += 5;
        weight *= 2;
        numbers[1] += before;
        numbers[0]++;
        name += "!";
        long was = total++;
        count = numbers[2] = (int) was;
        return --count;
    }

    String describe() {
        return flag + " " + tiny + " " + small + " " + letter + " " + ratio + " " + count + " " + total + " " + weight
                + " " + name + " " + tag + " " + numbers[0] + numbers[1] + numbers[2] + " " + words;
    }

    Supplier<Integer> counter() {
        return () -> ++count;
    }

    /** Another class that sees private fields. */
    static final class Visitor {
        String visit(Node node) {
            node.tiny += 1;
            return node.tag + node.numbers.length + node.tiny;
        }
    }

    /** Has an outer instance. */
    @Persistent
    class Inner {
        private int value = count;

        int sum() {
            return value + count;
        }
    }

    /** Cannot have a stand-in. */
    @Persistent
    static final class Leaf {
        private int value;

        Leaf(int value) {
            this.value = value;
        }

        int value() {
            return value;
        }
    }
}
