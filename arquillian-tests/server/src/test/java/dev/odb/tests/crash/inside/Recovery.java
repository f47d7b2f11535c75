package dev.odb.tests.crash.inside;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.objectstore.RecoveryStore;
import com.arjuna.ats.arjuna.objectstore.StoreManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.internal.arjuna.common.UidHelper;
import java.util.ArrayList;
import java.util.List;

/** Narayana's recovery, one pass at a time, and what its object store holds. */
final class Recovery {
    /** Types of records that stay: the names of resources, and of the processes that use the store. */
    private static final List<String> NO_TRANSACTIONS = List.of("EISNAME", "TransactionStatusManager");

    private final RecoveryManager manager;

    Recovery(RecoveryManager manager) {
        this.manager = manager;
    }

    /** One pass of all modules, without the pause that the recovery manager's thread makes between its halves. */
    void pass() {
        for (RecoveryModule module : manager.getModules()) {
            asItself(module, module::periodicWorkFirstPass);
        }
        for (RecoveryModule module : manager.getModules()) {
            asItself(module, module::periodicWorkSecondPass);
        }
    }

    /** With the module's class loader, as the recovery manager's thread does. */
    private static void asItself(RecoveryModule module, Runnable work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module.getClass().getClassLoader());
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The records of transactions, of whatever type: none when all is over. */
    static List<String> records() throws Exception {
        RecoveryStore store = StoreManager.getRecoveryStore();
        InputObjectState types = new InputObjectState();
        store.allTypes(types);
        List<String> records = new ArrayList<>();
        while (types.notempty()) {
            String type = types.unpackString();
            if (type.isEmpty()) {
                break;
            }
            InputObjectState uids = new InputObjectState();
            if (NO_TRANSACTIONS.stream().noneMatch(type::endsWith) && store.allObjUids(type, uids)) {
                Uid uid = UidHelper.unpackFrom(uids);
                while (uid.notEquals(Uid.nullUid())) {
                    records.add(type + "/" + uid.stringForm());
                    uid = UidHelper.unpackFrom(uids);
                }
            }
        }
        return records;
    }
}
