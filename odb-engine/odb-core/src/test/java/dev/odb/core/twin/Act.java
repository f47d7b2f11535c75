package dev.odb.core.twin;

import java.util.Random;

/** Something that is done on both sides in the same way for the same random numbers. */
@FunctionalInterface
interface Act {
    /** Gives what is compared. */
    Object run(World world, Random r);
}
