package dev.odb.tests.crash;

/** One row of the matrix. */
record Case(ServerKind server, Objects objects, OtherResource other, Order order, Step step) {
    /** Whether the transaction must end committed. */
    boolean commits() {
        return order.commitsAt(step.inTransaction());
    }

    @Override
    public String toString() {
        return server + " " + objects + " " + other + " " + order + " " + step;
    }
}
