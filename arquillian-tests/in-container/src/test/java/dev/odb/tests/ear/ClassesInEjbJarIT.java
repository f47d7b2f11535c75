package dev.odb.tests.ear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.model.Issue;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The persistent classes are in the EJB jar, which the WAR sees. */
@ExtendWith(ArquillianExtension.class)
class ClassesInEjbJarIT extends OverTwoModules {
    @Deployment
    static EnterpriseArchive deployment() {
        return Archives.emptyEar("classes-in-ejb-jar")
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "jar-ejbs.jar")
                        .addPackages(false, Issue.class.getPackage(), Database.class.getPackage())
                        .addClass(OtherModule.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"))
                .addAsModule(ShrinkWrap.create(WebArchive.class, "jar-web.war")
                        .addClasses(ClassesInEjbJarIT.class, OverTwoModules.class)
                        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    @Test
    void classes_areThoseOfTheEjbJar() {
        assertThat(Issue.class.getClassLoader()).isSameAs(OtherModule.class.getClassLoader());
    }
}
