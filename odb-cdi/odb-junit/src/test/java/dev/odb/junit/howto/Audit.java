package dev.odb.junit.howto;

import dev.odb.cdi.OdbRoot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Opens issues and writes that down in another database. */
@ApplicationScoped
public class Audit {
    @Inject
    @OdbRoot(value = "issues", database = "tracker")
    private Issues issues;

    @Inject
    @OdbRoot(value = "journal", database = "audit")
    private Journal journal;

    @Transactional
    public void open(String key) {
        issues.add(new Issue(key));
        journal.add("opened " + key);
    }
}
