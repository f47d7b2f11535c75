package dev.odb.junit.model;

import jakarta.enterprise.context.RequestScoped;

/** A bean with a state of its own in each request. */
@RequestScoped
public class Visitor {
    private String name = "nobody";

    public String name() {
        return name;
    }

    public void name(String name) {
        this.name = name;
    }
}
