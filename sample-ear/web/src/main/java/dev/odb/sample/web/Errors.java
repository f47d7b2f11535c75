package dev.odb.sample.web;

import dev.odb.ConflictException;
import dev.odb.sample.administration.NoSuchTaskException;
import dev.odb.sample.model.InvalidIssueException;
import dev.odb.sample.service.AuditFailedException;
import dev.odb.sample.service.IssueNotFoundException;
import dev.odb.sample.upload.UploadNotFoundException;
import dev.odb.sample.upload.UploadRefusedException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Every error is a JSON object with a message for the user; what nobody foresaw is logged under a number it tells. */
@Provider
public class Errors implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(Errors.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Response known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return unforeseen(thrown);
    }

    private static Response known(Throwable thrown) {
        if (thrown instanceof InvalidIssueException e) {
            JsonObject body = Json.createObjectBuilder(JsonViews.error("invalid", e.getMessage()))
                    .add("field", e.field())
                    .build();
            return response(400, body);
        }
        if (thrown instanceof IssueNotFoundException
                || thrown instanceof UploadNotFoundException
                || thrown instanceof NoSuchTaskException) {
            return response(404, JsonViews.error("not-found", thrown.getMessage()));
        }
        if (thrown instanceof UploadRefusedException) {
            return response(409, JsonViews.error("upload-refused", thrown.getMessage()));
        }
        if (thrown instanceof ConflictException) {
            LOG.log(Level.WARNING, "A request was given up after all its replays", thrown);
            return response(
                    503, JsonViews.error("conflict", "Too many others changed the same at once. Please try again."));
        }
        if (thrown instanceof AuditFailedException) {
            LOG.log(Level.WARNING, "A request was rolled back", thrown);
            return response(500, JsonViews.error("audit", thrown.getMessage()));
        }
        if (thrown instanceof JsonException) {
            return response(400, JsonViews.error("http", "The request is not JSON: " + thrown.getMessage()));
        }
        if (thrown instanceof WebApplicationException e) {
            int status = e.getResponse().getStatus();
            return response(status, JsonViews.error("http", "The request is not understood: " + e.getMessage()));
        }
        return null;
    }

    private static Response unforeseen(Throwable thrown) {
        if (thrown instanceof IOException) {
            return response(400, JsonViews.error("broken-off", thrown.getMessage()));
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.ERROR, "Request failed, error " + number, thrown);
        return response(
                500,
                JsonViews.error(
                        "internal",
                        "Something went wrong and nothing was changed; the server's log tells more under error "
                                + number + "."));
    }

    private static Response response(int status, JsonObject body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
