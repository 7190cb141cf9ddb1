package io.github.nanoservice.source;

/**
 * A range of a source text.
 *
 * @param start offset of the first UTF-16 unit in {@link Source#text()}
 * @param end offset after the last unit
 */
public record Span(int start, int end) {}
