package dev.odb.ra;

/** What an XAResource tells the managed connection it belongs to. */
interface Association {
    /** For an XAResource of a recovery pass, which belongs to none. */
    Association NONE = new Association() {
        @Override
        public void started(BranchWork work) {}

        @Override
        public void failed(Throwable failure) {}
    };

    /** The connection's handles now work here. */
    void started(BranchWork work);

    /** A call failed. */
    void failed(Throwable failure);
}
