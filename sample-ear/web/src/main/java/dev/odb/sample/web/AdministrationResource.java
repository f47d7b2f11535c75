package dev.odb.sample.web;

import dev.odb.DatabaseStatistics;
import dev.odb.DatabaseStatistics.HotObject;
import dev.odb.sample.administration.AdministrationBean;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;

/** The database as its administrator sees it. */
@Path("administration")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AdministrationResource {
    @EJB
    private AdministrationBean administration;

    /** What it has done since it was opened, and how queues and subscriptions stand. */
    @GET
    public JsonObject show() {
        DatabaseStatistics statistics = administration.statistics();
        Map<Long, String> issues = new HashMap<>();
        for (HotObject object : statistics.conflicts().hot()) {
            administration.issueOf(object).ifPresent(key -> issues.put(object.oid(), key));
        }
        return AdministrationViews.of(statistics, issues)
                .add("queues", AdministrationViews.queues(administration.queues()))
                .add("subscriptions", AdministrationViews.subscriptions(administration.subscriptions()))
                .build();
    }

    /** The first tasks of a queue that failed for good. */
    @GET
    @Path("queues/{queue}/parked")
    public JsonObject parked(@PathParam("queue") String queue) {
        return AdministrationViews.parked(administration.parked(queue));
    }

    /** Has all of them taken again. */
    @POST
    @Path("queues/{queue}/parked/resubmit")
    public JsonObject resubmitAll(@PathParam("queue") String queue, JsonObject nothing) {
        return Json.createObjectBuilder()
                .add("resubmitted", administration.resubmitAll(queue))
                .build();
    }

    /** Has one taken again. */
    @POST
    @Path("queues/{queue}/parked/{id}/resubmit")
    public JsonObject resubmit(@PathParam("queue") String queue, @PathParam("id") long id, JsonObject nothing) {
        administration.resubmit(queue, id);
        return Json.createObjectBuilder().add("resubmitted", 1).build();
    }

    /** Gives one up. */
    @DELETE
    @Path("queues/{queue}/parked/{id}")
    public JsonObject drop(@PathParam("queue") String queue, @PathParam("id") long id) {
        administration.drop(queue, id);
        return Json.createObjectBuilder().add("dropped", 1).build();
    }
}
