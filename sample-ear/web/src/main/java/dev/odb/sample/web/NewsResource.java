package dev.odb.sample.web;

import dev.odb.sample.news.NewsService;
import dev.odb.sample.service.Author;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What happened lately, and inboxes. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NewsResource {
    private static final int MOST = 300;

    @Inject
    private NewsService news;

    /** The newest activities, newest first. */
    @GET
    @Path("activities")
    public JsonObject activities(@QueryParam("limit") @DefaultValue("50") int limit) {
        return NewsViews.of(news.activities(Math.max(1, Math.min(MOST, limit))));
    }

    /** Somebody's inbox. */
    @GET
    @Path("inbox")
    public JsonObject inbox(@QueryParam("person") String person) {
        return NewsViews.of(news.inbox(Author.named(person)));
    }

    /** Messages up to one of that number were read; answers with the inbox. */
    @PUT
    @Path("inbox/read")
    public JsonObject read(JsonObject given) {
        String person = Author.named(Input.text(given, "person"));
        news.read(person, Input.id(given, "upTo"));
        return NewsViews.of(news.inbox(person));
    }

    /** Where mail goes; answers with the inbox. */
    @PUT
    @Path("inbox/address")
    public JsonObject mailTo(JsonObject given) {
        String person = Author.named(Input.text(given, "person"));
        news.mailTo(person, Input.text(given, "address"));
        return NewsViews.of(news.inbox(person));
    }
}
