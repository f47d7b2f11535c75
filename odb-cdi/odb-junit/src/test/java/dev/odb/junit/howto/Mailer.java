package dev.odb.junit.howto;

import jakarta.enterprise.context.ApplicationScoped;

/** What tests do not want to run. */
@ApplicationScoped
public class Mailer {
    public void send(String text) {
        throw new IllegalStateException("there is no mail server here");
    }
}
