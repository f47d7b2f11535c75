package dev.odb.benchmarks.contestants;

/** One force for all threads that wait: whoever finds nobody forcing does it for all that came before. */
public final class GroupForce {
    private final Runnable force;
    private long asked;
    private long done;
    private boolean forcing;

    public GroupForce(Runnable force) {
        this.force = force;
    }

    /** Returns when everything written before the call was forced. */
    public void await() throws InterruptedException {
        long mine;
        long upTo;
        synchronized (this) {
            mine = ++asked;
            while (forcing && done < mine) {
                wait();
            }
            if (done >= mine) {
                return;
            }
            forcing = true;
            upTo = asked;
        }
        boolean forced = false;
        try {
            force.run();
            forced = true;
        } finally {
            synchronized (this) {
                done = forced ? upTo : done;
                forcing = false;
                notifyAll();
            }
        }
    }
}
