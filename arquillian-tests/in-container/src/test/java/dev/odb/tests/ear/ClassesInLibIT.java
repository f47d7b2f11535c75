package dev.odb.tests.ear;

import dev.odb.tests.support.Archives;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The persistent classes are in the EAR's lib folder. */
@ExtendWith(ArquillianExtension.class)
class ClassesInLibIT extends OverTwoModules {
    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.ear("classes-in-lib")
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "lib-ejbs.jar")
                        .addClass(OtherModule.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"))
                .addAsModule(ShrinkWrap.create(WebArchive.class, "lib-web.war")
                        .addClasses(ClassesInLibIT.class, OverTwoModules.class)
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
    }
}
