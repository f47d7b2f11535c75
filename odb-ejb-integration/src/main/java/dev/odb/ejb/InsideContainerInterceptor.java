package dev.odb.ejb;

import dev.odb.ConflictException;
import dev.odb.StaleObjectException;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.Site;
import dev.odb.cdi.spi.Transactions;
import dev.odb.replay.Replay;
import dev.odb.spi.ApiMessages;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.InvocationContext;

/** Too late for a replay here, inside the container's transaction; but not silent if nobody outside does it. */
record InsideContainerInterceptor(Site site, TransactionAttributeType attribute) implements ReplayPlan {
    @Override
    public Object invoke(InvocationContext context, Transactions transactions) throws Exception {
        if (!ReplayContainerInterceptor.isAround(context)) {
            throw EjbMessages.notReplayed(site, attribute);
        }
        return EjbSite.isStateful(site) ? keepingTheBean(context) : context.proceed();
    }

    /** A system exception would cost the caller the bean, and the next attempt with it; so a conflict leaves as another one. */
    private static Object keepingTheBean(InvocationContext context) throws Exception {
        try {
            return context.proceed();
        } catch (RuntimeException e) {
            ConflictException conflict = Replay.conflictIn(e);
            boolean lost = conflict != null
                    && !(conflict instanceof StaleObjectException)
                    && !ApiMessages.isGivenUp(conflict)
                    && ApplicationExceptions.isSystem(e);
            throw lost ? new ConflictApplicationException(conflict) : e;
        }
    }
}
