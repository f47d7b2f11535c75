package dev.odb.tests.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPermittedException;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is the same in a web application and in an enterprise application. */
abstract class Injection {
    static final String KEY = "A-1";

    @Inject
    CommentBean bean;

    @EJB
    CommentEjb ejb;

    @Inject
    Database database;

    @EJB
    private CommentSession session;

    @EJB
    private CommentSingleton singleton;

    @Inject
    private IssueHistory history;

    @EJB
    private IssueAdministrator administrator;

    @Inject
    private Event<CommentSingleton.Heard> events;

    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/issues")
    private Queue queue;

    /** The context root of the web application. */
    abstract String context();

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
    }

    @Test
    void rootInACdiBean_isTheRootOfTheTransaction() throws Exception {
        bean.comment(KEY, "from a bean");

        assertThat(comments()).containsExactly("from a bean");
    }

    @Test
    void rootInAnEjb_isTheRootOfTheTransaction() throws Exception {
        ejb.comment(KEY, "from an EJB");

        assertThat(comments()).containsExactly("from an EJB");
    }

    @Test
    void rootInAJaxRsResource_isTheRootOfTheTransaction() throws Exception {
        HttpResponse<String> response = post(context() + "/api/issues/" + KEY, "text/plain", "from a resource");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(comments()).containsExactly("from a resource");
    }

    @Test
    void rootInAServlet_isTheRootOfTheTransaction() throws Exception {
        postToServlet(context());

        assertThat(comments()).containsExactly("from " + context());
    }

    void postToServlet(String application) throws Exception {
        HttpResponse<String> response = post(
                application + "/comment",
                "application/x-www-form-urlencoded",
                "key=" + KEY + "&text=from+" + application);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        int port = 8080 + Integer.getInteger("jboss.socket.binding.port-offset");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void rootInAStatefulBean_isTheRootOfEachTransaction() throws Exception {
        session.open(KEY);
        session.comment("one");
        session.comment("two");

        assertThat(comments()).containsExactly("one", "two");
    }

    @Test
    void rootsInASingletonAndItsInterceptor_areTheRootOfTheTransaction() throws Exception {
        singleton.comment(KEY, "from a singleton");

        assertThat(comments()).containsExactly("intercepted", "from a singleton");
    }

    @Test
    void rootOfAnObserversParameter_isTheRootOfTheTransaction() throws Exception {
        events.fire(new CommentSingleton.Heard(KEY, "heard"));

        assertThat(comments()).containsExactly("heard");
    }

    @Test
    void missingRoot_isMadeByTheInitialValue() throws Exception {
        database.inNew(connection -> connection.roots().remove("issues"));

        bean.add(KEY);

        assertThat(comments()).isEmpty();
    }

    @Test
    void administrationWithoutTheRole_isRefused() {
        assertThatThrownBy(() -> history.history(KEY))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("'odb-admin'");
        assertThatThrownBy(() -> history.undo(1))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("'odb-admin'");
    }

    @Test
    void rootInAMessageDrivenBean_isTheRootOfTheTransaction() throws Exception {
        try (JMSContext jms = messaging.createContext()) {
            jms.createProducer().setProperty("key", KEY).send(queue, "from a message");
        }

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (comments().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(comments()).containsExactly("from a message");
    }

    @Test
    void administrationBehindABeanWithTheRole_isAllowed() throws Exception {
        bean.comment(KEY, "a mistake");
        administrator.undoLastChange(KEY);

        assertThat(comments()).isEmpty();
    }

    List<String> comments() throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(KEY).comments()));
    }
}
