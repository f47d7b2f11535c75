package dev.odb.tests.inject;

import dev.odb.cdi.OdbRoot;
import dev.odb.tests.model.Issues;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A JAX-RS resource. */
@Path("issues/{key}")
@RequestScoped
@Transactional
public class CommentResource {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @POST
    public void comment(@PathParam("key") String key, String text) {
        issues.get(key).comment(text);
    }
}
