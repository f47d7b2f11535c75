package dev.odb.core.inflow;

import java.util.function.IntPredicate;

/**
 * Which waiting task of a queue is next, of those stripes that this process gives out. Where it gives out all of them there is
 * one order for all. Guarded by the queue's lock.
 */
final class StripeOrders {
    private final TaskOrder[] orders;
    private final IntPredicate given;

    private StripeOrders(int count, IntPredicate given) {
        this.orders = new TaskOrder[count];
        for (int i = 0; i < count; i++) {
            orders[i] = new TaskOrder();
        }
        this.given = given;
    }

    /** Of a queue that only this process takes from. */
    static StripeOrders sole() {
        return new StripeOrders(1, stripe -> true);
    }

    /**
     * Of one that others take from, too.
     *
     * @param given whether tasks of a stripe are given out here
     */
    static StripeOrders shared(int stripes, IntPredicate given) {
        return new StripeOrders(stripes, given);
    }

    /** That of a task's stripe. */
    TaskOrder of(KnownTask task) {
        return of(task.page.stripe);
    }

    private TaskOrder of(int stripe) {
        return orders[stripe % orders.length];
    }

    /** What can be taken at that time, or null. */
    KnownTask next(long now) {
        KnownTask first = null;
        for (int i = 0; i < orders.length; i++) {
            KnownTask next = given.test(i) ? orders[i].next(now) : null;
            if (first == null || next != null && KnownTask.ORDER.compare(next, first) < 0) {
                first = next;
            }
        }
        return first;
    }

    /** When the next delayed task can be taken; the greatest number if there is none. */
    long nextDue() {
        long due = Long.MAX_VALUE;
        for (int i = 0; i < orders.length; i++) {
            due = given.test(i) ? Math.min(due, orders[i].nextDue()) : due;
        }
        return due;
    }

    /** How many tasks of a stripe are claimed. */
    int claims(int stripe) {
        return of(stripe).claims();
    }
}
