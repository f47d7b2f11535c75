package dev.odb.tests.crash.inside;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.transaction.xa.XAResource;

/** Narayana in a plain JVM, with its object store in a folder that outlives the process. */
final class PlainTransactions {
    private static final String NODE = "odb-crash";

    final TransactionManager manager;

    PlainTransactions(Path store) throws Exception {
        arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(NODE);
        for (String name : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                    .setObjectStoreDir(store.toString());
        }
        // a machine under load must not end a transaction before the process halts
        arjPropertyManager.getCoordinatorEnvironmentBean().setDefaultTimeout(300);
        recoveryPropertyManager
                .getRecoveryEnvironmentBean()
                .setRecoveryModuleClassNames(
                        List.of(AtomicActionRecoveryModule.class.getName(), XARecoveryModule.class.getName()));
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(List.of(NODE));
        jta.setOrphanSafetyInterval(0);
        jta.setXAResourceRecordWrappingPlugin(new NamedResource.Plugin());
        jta.setXaResourceOrphanFilterClassNames(List.of(
                JTATransactionLogXAResourceOrphanFilter.class.getName(),
                JTANodeNameXAResourceOrphanFilter.class.getName()));
        manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    TransactionSynchronizationRegistry registry() {
        return new TransactionSynchronizationRegistryImple();
    }

    /** Recovery that knows the resources which are asked for at each pass. */
    Recovery recovery(Callable<XAResource[]> resources) {
        RecoveryManager recovery = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        XARecoveryModule.getRegisteredXARecoveryModule().addXAResourceRecoveryHelper(new Offered(resources));
        return new Recovery(recovery);
    }

    boolean isActive() throws Exception {
        return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** Lets it take part in the thread's transaction; its connection is closed when that is over, not before. */
    void enlist(String name, XAResource resource, AutoCloseable connection) throws Exception {
        Transaction transaction = manager.getTransaction();
        if (!transaction.enlistResource(new NamedResource(name, resource))) {
            throw new IllegalStateException("Not enlisted: " + resource);
        }
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the end matters
            }

            @Override
            public void afterCompletion(int status) {
                try {
                    connection.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private record Offered(Callable<XAResource[]> resources) implements XAResourceRecoveryHelper {
        @Override
        public boolean initialise(String properties) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() throws Exception {
            return resources.call();
        }
    }
}
