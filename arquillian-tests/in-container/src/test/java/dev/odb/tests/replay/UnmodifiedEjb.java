package dev.odb.tests.replay;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A session bean that knows nothing of replay; jboss-ejb3.xml names the container interceptor. */
@Stateless
public class UnmodifiedEjb {
    @Inject
    private Work work;

    public void comment(String key, String text, Runnable afterRead) {
        work.comment(key, text, afterRead);
    }
}
