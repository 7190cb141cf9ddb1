package io.github.nanoservice.source;

/**
 * A place as people name it.
 *
 * @param line from 1
 * @param column in code points, from 1
 */
public record Position(int line, int column) {}
