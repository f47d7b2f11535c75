package dev.odb.core.record.tracked;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The entries of a tracked map; what it hands out is tracked too. */
final class ViewEntrySet<K, V> extends ViewSet<Map.Entry<K, V>> {
    private final Set<Map.Entry<K, V>> base;

    ViewEntrySet(Tracker tracker, Set<Map.Entry<K, V>> base) {
        super(tracker, base);
        this.base = base;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        Iterator<Map.Entry<K, V>> entries = base.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<K, V> next() {
                return new ViewEntry<>(tracker, entries.next());
            }

            @Override
            public void remove() {
                tracker.changing();
                entries.remove();
            }
        };
    }

    @Override
    public void forEach(Consumer<? super Map.Entry<K, V>> action) {
        base.forEach(entry -> action.accept(new ViewEntry<>(tracker, entry)));
    }

    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
        return Spliterators.spliterator(this, base.spliterator().characteristics() & ~Spliterator.SORTED);
    }

    @Override
    public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
        boolean removed = false;
        for (Iterator<Map.Entry<K, V>> entries = iterator(); entries.hasNext(); ) {
            if (filter.test(entries.next())) {
                entries.remove();
                removed = true;
            }
        }
        return removed;
    }

    @Override
    public Object[] toArray() {
        return wrap(base.toArray());
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return wrap(base.toArray(array));
    }

    @SuppressWarnings("unchecked")
    private <T> T[] wrap(T[] array) {
        int size = Math.min(base.size(), array.length);
        for (int i = 0; i < size; i++) {
            array[i] = (T) new ViewEntry<>(tracker, (Map.Entry<K, V>) array[i]);
        }
        return array;
    }
}
