package dev.odb.sample.model;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param total how many the whole list has
 * @param offset how many stand before this part
 * @param items the part
 * @param <T> what is listed
 */
public record Page<T>(long total, int offset, List<T> items) {}
