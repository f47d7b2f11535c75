package dev.odb.junit;

import dev.odb.junit.impl.OdbTestExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs the tests of a class with a CDI container, a transaction manager and empty databases. What is marked with {@code
 * @Inject} in the test instance is injected, and so are beans, {@code @OdbRoot} and the services of this package as
 * parameters of its methods.
 *
 * <p>Container and databases live as long as the test instance: each test has its own, unless the class has {@code
 * @TestInstance(PER_CLASS)}. Nested classes share those of a class around them that has them already; one may have an
 * {@code OdbTest} of its own. The request scope is active in each test.
 *
 * <p>A test fails if it leaves a transaction open, or if a conflict that it asked for did not come. Tests with this
 * annotation take turns within a JVM, also where JUnit runs others in parallel, since injected roots find their database by
 * its name in the process.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(OdbTestExtension.class)
@ResourceLock(OdbTest.LOCK)
public @interface OdbTest {
    /** The name of the lock that tests with this annotation hold. */
    String LOCK = "dev.odb.junit";

    /**
     * The beans, with their interceptors, producers and alternatives. With neither classes nor packages, what CDI discovers
     * on the class path.
     */
    Class<?>[] classes() default {};

    /** All classes in the packages of these, and in the packages below. */
    Class<?>[] packages() default {};

    /** The names of the databases, as in {@code @OdbRoot(database = ...)}. */
    String[] databases() default "odb";

    /** Whether to keep the databases in files of a temporary folder, which {@link Crashes} needs, and not in memory. */
    boolean files() default false;
}
