package dev.odb.ejb;

import dev.odb.cdi.spi.Problems;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.ReplayStrategy;
import dev.odb.cdi.spi.Site;
import jakarta.ejb.TransactionAttributeType;

/** Decides how enterprise beans are replayed. */
public final class EjbReplayStrategy implements ReplayStrategy {
    @Override
    public boolean handles(Site site) {
        return EjbSite.isEnterpriseBean(site);
    }

    @Override
    public ReplayPlan plan(Site site, Problems problems) {
        return EjbSite.isMessageDriven(site) ? message(site, problems) : session(site, problems);
    }

    private static ReplayPlan message(Site site, Problems problems) {
        if (EjbSite.isBeanManaged(site)) {
            problems.error(EjbMessages.beanManagedMessages(site));
            return ReplayPlan.JOIN;
        }
        if (!MessageReplay.isListener(site)) {
            return ReplayPlan.JOIN;
        }
        if (EjbSite.attribute(site) != TransactionAttributeType.REQUIRED) {
            problems.error(EjbMessages.messageWithoutTransaction(site));
        }
        return new MessageReplay(site);
    }

    private static ReplayPlan session(Site site, Problems problems) {
        if (EjbSite.isStateful(site) && site.onComponent(ReplaySafe.class).isEmpty()) {
            problems.error(EjbMessages.stateful(site));
            return ReplayPlan.JOIN;
        }
        return EjbSite.isBeanManaged(site) ? new BeanManagedReplay(site.retry()) : containerManaged(site, problems);
    }

    private static ReplayPlan containerManaged(Site site, Problems problems) {
        TransactionAttributeType attribute = EjbSite.attribute(site);
        return switch (attribute) {
            case SUPPORTS -> new PortableReplay(site.retry());
            case REQUIRED, REQUIRES_NEW -> {
                if (!ServerConfiguration.namesContainerInterceptor(site.component())) {
                    problems.warning(EjbMessages.containerInterceptorNotSeen(site, attribute));
                }
                yield new InsideContainerInterceptor(site, attribute);
            }
            case MANDATORY -> {
                problems.warning(EjbMessages.onlyJoins(site));
                yield ReplayPlan.JOIN;
            }
            case NOT_SUPPORTED, NEVER -> {
                problems.error(EjbMessages.ownsNoTransaction(site, attribute));
                yield ReplayPlan.JOIN;
            }
        };
    }
}
