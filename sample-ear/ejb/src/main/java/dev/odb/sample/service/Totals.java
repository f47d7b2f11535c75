package dev.odb.sample.service;

/** How many there are of each, in one snapshot. */
public record Totals(long issues, long comments) {}
