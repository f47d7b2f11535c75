package dev.odb.spi;

/** How the engine sees a {@link dev.odb.WeakRef}. */
public interface WeakReference {
    /** The object referred to, whether or not it still exists; never null, never a stand-in. */
    Managed $odb_target();
}
