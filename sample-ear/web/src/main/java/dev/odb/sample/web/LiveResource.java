package dev.odb.sample.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Says at once that there is something new, as server-sent events: what it is, the page then asks for. */
@Path("live")
public class LiveResource {
    @Inject
    private LiveStreams streams;

    /** A stream of events {@code activity} and {@code inbox}, whose data is a subject as JSON. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void listen(@Context SseEventSink sink, @Context Sse sse) {
        streams.add(sink, sse);
    }
}
