package dev.odb.tests.support;

import dev.odb.cdi.OdbRoot;
import dev.odb.ejb.ReplayContainerInterceptor;
import dev.odb.tests.model.Issue;
import dev.odb.tests.plain.Unmarked;
import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.container.LibraryContainer;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds what is deployed. Used outside the server only. */
public final class Archives {
    private static final String MODULE =
            """
            <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
              <deployment><dependencies><module name="deployment.odb.rar" export="true"/></dependencies></deployment>
            </jboss-deployment-structure>
            """;

    private Archives() {}

    /** A web application of that name with the model, the support beans and the package of the test. */
    public static WebArchive war(String name, Class<?> test) {
        return libraries(ShrinkWrap.create(WebArchive.class, name + ".war"))
                .addPackages(false, Issue.class.getPackage(), Unmarked.class.getPackage(), Database.class.getPackage())
                .addPackage(test.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebInfResource(new StringAsset(MODULE), "jboss-deployment-structure.xml");
    }

    /** An application with the model in its lib; the modules are added by the test. */
    public static EnterpriseArchive ear(String name) {
        return emptyEar(name)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "model.jar")
                        .addPackages(
                                false,
                                Issue.class.getPackage(),
                                Unmarked.class.getPackage(),
                                Database.class.getPackage())
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    /** An application without the model. */
    public static EnterpriseArchive emptyEar(String name) {
        return libraries(ShrinkWrap.create(EnterpriseArchive.class, name + ".ear"))
                .addAsManifestResource(new StringAsset(MODULE), "jboss-deployment-structure.xml");
    }

    private static <A extends Archive<A> & LibraryContainer<A>> A libraries(A archive) {
        return archive.addAsLibraries(jar(OdbRoot.class), jar(ReplayContainerInterceptor.class), jar(Assertions.class));
    }

    private static File jar(Class<?> of) {
        try {
            File jar = new File(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!jar.isFile()) {
                throw new IllegalStateException(jar + " is not a jar; build with mvn verify");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
