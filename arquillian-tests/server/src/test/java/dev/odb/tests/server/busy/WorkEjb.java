package dev.odb.tests.server.busy;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;

/** A session bean in the form that is replayed in every container. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class WorkEjb {
    @Inject
    @OdbRoot("board")
    private Board board;

    @RetryOnConflict
    public void add(String text) {
        try {
            board.add(text);
        } catch (IOException e) {
            throw new EJBException(e);
        }
    }
}
