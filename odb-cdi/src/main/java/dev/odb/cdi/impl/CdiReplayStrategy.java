package dev.odb.cdi.impl;

import dev.odb.cdi.spi.Attempts;
import dev.odb.cdi.spi.Problems;
import dev.odb.cdi.spi.ReplayPlan;
import dev.odb.cdi.spi.ReplayStrategy;
import dev.odb.cdi.spi.Site;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** CDI beans with {@code @Transactional}; asked last, since it takes everything. */
final class CdiReplayStrategy implements ReplayStrategy {
    @Override
    public boolean handles(Site site) {
        return true;
    }

    @Override
    public ReplayPlan plan(Site site, Problems problems) {
        TxType type = site.find(Transactional.class).map(Transactional::value).orElse(null);
        if (type == null) {
            problems.error(CdiMessages.notTransactional(site));
            return ReplayPlan.JOIN;
        }
        return switch (type) {
            case REQUIRED ->
                (context, transactions) ->
                        transactions.active() ? context.proceed() : owner(site).run(o -> o.proceed(context));
            case REQUIRES_NEW -> (context, transactions) -> owner(site).run(o -> o.proceed(context));
            case MANDATORY -> {
                problems.warning(CdiMessages.onlyJoins(site));
                yield ReplayPlan.JOIN;
            }
            case SUPPORTS, NOT_SUPPORTED, NEVER -> {
                problems.error(CdiMessages.ownsNoTransaction(site, type));
                yield ReplayPlan.JOIN;
            }
        };
    }

    private static Attempts owner(Site site) {
        return new Attempts(site.retry(), thrown -> false);
    }
}
