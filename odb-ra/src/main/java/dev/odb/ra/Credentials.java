package dev.odb.ra;

import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.security.PasswordCredential;
import java.security.Principal;
import java.util.Iterator;
import javax.security.auth.Subject;

/** Who a connection is for, as far as the server says: the name that is stored with its transactions. */
final class Credentials {
    private Credentials() {}

    /** The user of the credential that the server made for the factory, else the first principal, else empty. */
    static String user(Subject subject, ManagedConnectionFactory factory) {
        if (subject == null) {
            return "";
        }
        for (PasswordCredential credential : subject.getPrivateCredentials(PasswordCredential.class)) {
            if (factory.equals(credential.getManagedConnectionFactory())) {
                return credential.getUserName();
            }
        }
        Iterator<Principal> principals = subject.getPrincipals().iterator();
        return principals.hasNext() ? principals.next().getName() : "";
    }
}
