package dev.odb.ra;

import dev.odb.OdbCredentials;
import dev.odb.SignOnException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.security.PasswordCredential;
import java.util.Objects;
import javax.security.auth.Subject;

/** What a connection signs on to the database with. */
final class SignOn {
    private SignOn() {}

    /** As whom an application asks for a connection; the pool compares it. */
    record Request(OdbCredentials credentials) implements ConnectionRequestInfo {
        Request {
            Objects.requireNonNull(credentials, "credentials");
        }
    }

    /**
     * The credential that the server made for this definition (container-managed, recovery too), else what the
     * application asked with, else the definition's own.
     */
    static OdbCredentials credentials(
            Subject subject, ConnectionRequestInfo info, OdbManagedConnectionFactory definition) {
        if (subject != null) {
            for (PasswordCredential credential : subject.getPrivateCredentials(PasswordCredential.class)) {
                if (definition.equals(credential.getManagedConnectionFactory())) {
                    return OdbCredentials.of(credential.getUserName(), credential.getPassword());
                }
            }
        }
        return info instanceof Request asked ? asked.credentials() : definition.credentials();
    }

    /** Signs on, or says in the server's words that it was refused. */
    static void check(OpenDatabase database, OdbCredentials credentials, String name) throws ResourceException {
        try {
            database.signOn(credentials);
        } catch (SignOnException e) {
            SignOnException reason = RaMessages.signOnRefused(name, e);
            SecurityException refused = new SecurityException(reason.getMessage(), reason);
            refused.setErrorCode(reason.code());
            throw refused;
        } catch (RuntimeException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /** Whether that is why the server gave no connection. */
    static boolean refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SignOnException) {
                return true;
            }
        }
        return false;
    }
}
