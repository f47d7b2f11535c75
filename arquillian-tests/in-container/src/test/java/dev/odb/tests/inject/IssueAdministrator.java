package dev.odb.tests.inject;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Has the role that administration asks for, whoever calls. */
@Stateless
@RunAs("odb-admin")
@PermitAll
public class IssueAdministrator {
    @Inject
    private IssueHistory history;

    public void undoLastChange(String key) {
        history.undo(history.history(key).get(0).tid());
    }
}
