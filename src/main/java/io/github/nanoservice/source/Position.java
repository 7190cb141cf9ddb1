package io.github.nanoservice.source;

/**
 * A position in a source text.
 *
 * @param line counted from 1
 * @param column in code points, counted from 1
 */
public record Position(int line, int column) {}
