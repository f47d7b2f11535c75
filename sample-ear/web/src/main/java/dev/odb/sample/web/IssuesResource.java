package dev.odb.sample.web;

import dev.odb.StaleObjectException;
import dev.odb.sample.model.Details;
import dev.odb.sample.service.IssueBean;
import dev.odb.sample.service.IssueService;
import dev.odb.sample.service.IssueView;
import dev.odb.sample.service.Written;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Lists, shows and changes issues. */
@Path("issues")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IssuesResource {
    private static final int MOST = 200;

    @Inject
    private IssueService issues;

    @EJB
    private IssueBean bean;

    /** A page of issues, all or found. */
    @GET
    public JsonObject list(
            @QueryParam("q") @DefaultValue("") String query,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("25") int limit) {
        return JsonViews.of(issues.list(query, Math.max(0, offset), Math.max(1, Math.min(MOST, limit))));
    }

    /** One issue; its ETag is for {@code If-Match}. */
    @GET
    @Path("{key}")
    public Response show(@PathParam("key") String key) {
        IssueView issue = issues.show(key);
        return Response.ok(JsonViews.of(issue))
                .tag(ShownVersion.of(issue).tag())
                .build();
    }

    /** A new issue. */
    @POST
    public Response add(JsonObject given) {
        return created(
                issues.add(Input.text(given, "author"), Input.details(given).complete()));
    }

    /** An edit of what was shown; if it has changed since, 409, or 412 after {@code If-Match}, with both versions. */
    @PUT
    @Path("{key}")
    public Response edit(
            @PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonObject given) {
        Details mine = Input.details(given).complete();
        ShownVersion shown = ifMatch == null ? ShownVersion.in(given) : ShownVersion.ofTag(ifMatch);
        try {
            return Response.ok(JsonViews.of(
                            issues.edit(key, shown.oid(), shown.serial(), Input.text(given, "author"), mine)))
                    .build();
        } catch (StaleObjectException e) {
            return stale(ifMatch == null ? Response.Status.CONFLICT : Response.Status.PRECONDITION_FAILED, key, mine);
        }
    }

    private Response stale(Response.Status status, String key, Details mine) {
        JsonObject body = Json.createObjectBuilder(JsonViews.error(
                        "stale",
                        "Issue " + key + " was changed after it was shown to you. Choose which version to keep."))
                .add("mine", JsonViews.details(key, mine))
                .add("theirs", JsonViews.of(issues.show(key)))
                .build();
        return Response.status(status).entity(body).build();
    }

    /** A comment on the issue or, with {@code parent}, on a comment; {@code via=ejb} goes through the EJB. */
    @POST
    @Path("{key}/comments")
    public Response comment(
            @PathParam("key") String key, @QueryParam("via") @DefaultValue("cdi") String via, JsonObject given) {
        String parent = Input.text(given, "parent");
        String author = Input.text(given, "author");
        String text = Input.text(given, "text");
        String under = parent == null ? "" : parent;
        return created(
                "ejb".equals(via) ? bean.comment(key, under, author, text) : issues.comment(key, under, author, text));
    }

    /** Begins or ends to notify somebody; answers with the issue. */
    @PUT
    @Path("{key}/watch")
    public JsonObject watch(@PathParam("key") String key, JsonObject given) {
        issues.watch(key, Input.text(given, "person"), Input.flag(given, "watching"));
        return JsonViews.of(issues.show(key));
    }

    private static Response created(Written written) {
        return Response.status(Response.Status.CREATED)
                .entity(JsonViews.of(written))
                .build();
    }
}
