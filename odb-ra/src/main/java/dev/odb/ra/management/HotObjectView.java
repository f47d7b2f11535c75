package dev.odb.ra.management;

import dev.odb.DatabaseStatistics.HotObject;

/** An object that transactions lose often, for JMX. */
public final class HotObjectView {
    private final HotObject object;

    HotObjectView(HotObject object) {
        this.object = object;
    }

    public long getOid() {
        return object.oid();
    }

    public String getClassName() {
        return object.className();
    }

    public long getLost() {
        return object.lost();
    }

    public long getError() {
        return object.error();
    }
}
