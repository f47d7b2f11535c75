package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.ejb.Stateful;
import jakarta.inject.Inject;
import java.io.Serializable;

/** A stateful session bean; what is injected can be passivated with it. */
@Stateful
public class CommentSession implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    private String key;

    public void open(String key) {
        this.key = key;
    }

    public void comment(String text) {
        issues.get(key).comment(text);
    }
}
