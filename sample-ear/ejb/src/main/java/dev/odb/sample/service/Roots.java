package dev.odb.sample.service;

import dev.odb.cdi.InitialRoot;
import dev.odb.sample.model.Activities;
import dev.odb.sample.model.Issues;
import dev.odb.sample.model.People;
import dev.odb.sample.model.Uploads;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** The roots of the object graph as they begin; whoever uses one first has it made. */
@Dependent
public class Roots {
    @Produces
    @InitialRoot("issues")
    static Issues noIssues() {
        return new Issues();
    }

    @Produces
    @InitialRoot("uploads")
    static Uploads noUploads() {
        return new Uploads();
    }

    @Produces
    @InitialRoot("people")
    static People nobody() {
        return new People();
    }

    @Produces
    @InitialRoot("activities")
    static Activities noActivities() {
        return new Activities();
    }
}
