package dev.odb.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.spi.Site;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.junit.jupiter.api.Test;

/** META-INF/ejb-jar.xml of these test classes goes before their annotations. */
class EjbJarTest {
    @Test
    void attributeOfTheDescriptor_goesBeforeTheAnnotationTheMoreItNames() throws Exception {
        assertThat(attribute(Named.class, "other")).isEqualTo(TransactionAttributeType.NOT_SUPPORTED);
        assertThat(attribute(Named.class, "one")).isEqualTo(TransactionAttributeType.REQUIRES_NEW);
        assertThat(attribute(Named.class, "one", int.class)).isEqualTo(TransactionAttributeType.REQUIRES_NEW);
        assertThat(attribute(Named.class, "one", int.class, String[].class))
                .isEqualTo(TransactionAttributeType.SUPPORTS);
    }

    @Test
    void beanThatTheDescriptorDoesNotName_hasItsAnnotation() throws Exception {
        assertThat(attribute(Unnamed.class, "one")).isEqualTo(TransactionAttributeType.MANDATORY);
    }

    @Test
    void beanWithoutAnnotations_isWhatTheDescriptorSays() throws Exception {
        Site declared = Site.of(Declared.class, Declared.class.getMethod("one"));
        assertThat(EjbSite.isEnterpriseBean(declared)).isTrue();
        assertThat(EjbSite.isStateful(declared)).isTrue();
        assertThat(EjbSite.isBeanManaged(declared)).isTrue();

        Site driven = Site.of(Driven.class, Driven.class.getMethod("one"));
        assertThat(EjbSite.isMessageDriven(driven)).isTrue();
        assertThat(EjbSite.isBeanManaged(driven)).isFalse();
        assertThat(EjbSite.attribute(driven)).isEqualTo(TransactionAttributeType.REQUIRES_NEW);
    }

    @Test
    void classThatNobodyDeclares_isNoEnterpriseBean() throws Exception {
        assertThat(EjbSite.isEnterpriseBean(
                        Site.of(EjbJarTest.class, EjbJarTest.class.getDeclaredMethods()[0])))
                .isFalse();
    }

    private static TransactionAttributeType attribute(Class<?> bean, String method, Class<?>... parameters)
            throws NoSuchMethodException {
        return EjbSite.attribute(Site.of(bean, bean.getMethod(method, parameters)));
    }

    @Stateless(name = "Renamed")
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public static class Named {
        public void one() {}

        public void one(int number) {}

        public void one(int number, String[] names) {}

        public void other() {}
    }

    @Stateless
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public static class Unnamed {
        public void one() {}
    }

    public static class Declared {
        public void one() {}
    }

    public static class Driven {
        public void one() {}
    }
}
