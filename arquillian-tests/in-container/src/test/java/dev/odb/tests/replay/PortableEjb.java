package dev.odb.tests.replay;

import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** A session bean in the form that is replayed in every container. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PortableEjb {
    @Inject
    private Work work;

    @RetryOnConflict
    public void comment(String key, String text, Runnable afterRead) {
        work.comment(key, text, afterRead);
    }

    @RetryOnConflict(replays = 0)
    public void commentOnce(String key, String text, Runnable afterRead) {
        work.comment(key, text, afterRead);
    }

    /** By the rules of enterprise beans a checked exception, such as the one here, commits; so it is not let out. */
    @RetryOnConflict
    public void commentInVain(String key) {
        try {
            work.commentInVain(key);
        } catch (Exception e) {
            throw new EJBException(e);
        }
    }
}
