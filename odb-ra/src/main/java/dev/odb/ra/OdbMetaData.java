package dev.odb.ra;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** What administrators are shown of a connection. */
record OdbMetaData(String user) implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
        return "ODB";
    }

    @Override
    public String getEISProductVersion() {
        String version = OdbMetaData.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** No limit. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return user;
    }
}
