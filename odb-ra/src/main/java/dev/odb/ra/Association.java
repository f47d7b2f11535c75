package dev.odb.ra;

/** What an XAResource tells the managed connection it belongs to. */
interface Association {
    /** For an XAResource of a recovery pass, which belongs to none. */
    Association NONE = new Association() {
        @Override
        public void started(Workspace workspace) {}

        @Override
        public void failed(Throwable failure) {}
    };

    /** The connection's handles now work here. */
    void started(Workspace workspace);

    /** A call failed. */
    void failed(Throwable failure);
}
