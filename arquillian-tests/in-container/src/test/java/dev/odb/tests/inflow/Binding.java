package dev.odb.tests.inflow;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Has the message-driven beans of an archive served by ODB's adapter. As the how-to has it. Used outside the server only. */
final class Binding {
    static final String DESCRIPTOR =
            """
            <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee" xmlns="http://java.sun.com/xml/ns/javaee"
                           xmlns:r="urn:resource-adapter-binding:1.0" version="3.1">
              <assembly-descriptor>
                <r:resource-adapter-binding>
                  <ejb-name>*</ejb-name>
                  <r:resource-adapter-name>odb.rar</r:resource-adapter-name>
                </r:resource-adapter-binding>
              </assembly-descriptor>
            </jboss:ejb-jar>
            """;

    private Binding() {}

    static WebArchive bound(WebArchive archive) {
        return archive.addAsWebInfResource(new StringAsset(DESCRIPTOR), "jboss-ejb3.xml");
    }
}
