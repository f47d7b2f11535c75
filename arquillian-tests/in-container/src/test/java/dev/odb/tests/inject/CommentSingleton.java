package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;

/** A singleton session bean that is given the root by a method, and as a parameter of an observer. */
@Singleton
public class CommentSingleton {
    private Issues issues;

    @Inject
    void setIssues(@OdbRoot("issues") Issues issues) {
        this.issues = issues;
    }

    @Interceptors(CommentInterceptor.class)
    public void comment(String key, String text) {
        issues.get(key).comment(text);
    }

    public void heard(@Observes Heard heard, @OdbRoot("issues") Issues observed) {
        observed.get(heard.key()).comment(heard.text());
    }

    /** What it listens to. */
    public record Heard(String key, String text) {}
}
