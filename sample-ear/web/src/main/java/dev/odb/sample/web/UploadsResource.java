package dev.odb.sample.web;

import dev.odb.sample.service.Repetitions;
import dev.odb.sample.upload.UploadReader;
import dev.odb.sample.upload.UploadService;
import dev.odb.sample.upload.UploadView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Takes files and tells how far they are. */
@Path("uploads")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UploadsResource {
    @Inject
    private UploadReader reader;

    @Inject
    private UploadService uploads;

    @Inject
    private Repetitions repetitions;

    /** Queues a file's lines; the same file again goes on where it stopped. */
    @POST
    @Consumes("application/x-ndjson")
    public JsonObject upload(
            @QueryParam("name") @DefaultValue("issues.jsonl") String name,
            @HeaderParam("Content-Length") @DefaultValue("-1") long length,
            InputStream file)
            throws IOException {
        return json(reader.receive(name, length, file));
    }

    /** All uploads, newest first. */
    @GET
    public JsonArray all() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        uploads.all().forEach(upload -> all.add(json(upload)));
        return all.build();
    }

    /** One upload's progress. */
    @GET
    @Path("{id}")
    public JsonObject show(@PathParam("id") String id) {
        return json(uploads.show(id));
    }

    private JsonObject json(UploadView upload) {
        return JsonViews.of(upload, repetitions.redeliveries());
    }
}
