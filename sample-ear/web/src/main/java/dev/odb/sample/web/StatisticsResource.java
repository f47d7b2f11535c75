package dev.odb.sample.web;

import dev.odb.sample.service.AuditLog;
import dev.odb.sample.service.IssueService;
import dev.odb.sample.service.Repetitions;
import dev.odb.sample.service.Totals;
import dev.odb.sample.upload.DeadLetters;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Counts. */
@Path("statistics")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
    @Inject
    private IssueService issues;

    @Inject
    private AuditLog audit;

    @Inject
    private Repetitions repetitions;

    @Inject
    private DeadLetters deadLetters;

    /** What there is, and what was repeated since the server started. */
    @GET
    public JsonObject show() {
        Totals totals = issues.totals();
        return Json.createObjectBuilder()
                .add("issues", totals.issues())
                .add("comments", totals.comments())
                .add("auditRows", audit.count())
                .add("deadLetters", deadLetters.count())
                .add("replays", repetitions.replays())
                .add("redeliveries", repetitions.redeliveries())
                .build();
    }
}
