package dev.odb.cdi.spi;

/** How {@link dev.odb.cdi.RetryOnConflict} works on one kind of component. All threads may use it. */
public interface ReplayStrategy {
    /** Whether the component is of its kind. */
    boolean handles(Site site);

    /**
     * Decides about one method. Called at deployment to find mistakes, and at the method's first call.
     *
     * @return how to invoke the method; not used if it reported an error
     */
    ReplayPlan plan(Site site, Problems problems);
}
