package dev.odb.tests.inject;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Has the role that administration asks for, whoever calls. */
@Stateless
@RunAs("odb-admin")
@PermitAll
public class VersionAdministrator {
    @Inject
    private IssueVersions versions;

    public void breakLock(String version, String key) {
        versions.breakLock(version, key);
    }
}
