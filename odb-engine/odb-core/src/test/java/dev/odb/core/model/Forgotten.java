package dev.odb.core.model;

/** Not marked persistent. */
public class Forgotten {
    public String text = "lost";
}
